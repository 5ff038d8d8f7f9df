import Annotation
import Annotator
import Basis
import Onsets
import Screen
import Testing

/// What a hundred thousand proposals and marks come to must be what a few come to.
@Suite("Crowds") struct CrowdTests {
  /// Everything a recording's marks hold, in any order.
  static func content(_ marks: Marks) -> Set<AnnotationChange> {
    Set(marks.tags.map { .addTag(recording: "a", label: $0.label, offset: $0.offset) })
      .union(marks.rejected.map { .reject(recording: "a", offset: $0) })
  }

  @Test(
    "Marks hold what a set holds, ascending and counted by label, however they are changed", arguments: 0..<60
  )
  func marks(number: Int) {
    var random = RandomKey(seed: 28).adding(number).generator()
    var (marks, twin) = (Marks(), Set<AnnotationChange>())
    for _ in 0..<30 {
      let label = ["GUN", "ENV", nil][random.below(3)]
      let offsets = (0..<random.below(20)).map { _ in random.below(40) }
      let isThere = random.chance(0.6)
      marks.apply(.many(OffsetsChange(recording: "a", label: label, offsets: offsets, isThere: isThere)))
      for offset in offsets {
        let added =
          label.map { AnnotationChange.addTag(recording: "a", label: $0, offset: offset) }
          ?? .reject(recording: "a", offset: offset)
        if isThere { twin.insert(added) } else { twin.remove(added) }
      }
      // A tag of ENV where a proposal was refused is no mark.
      let shown = twin.filter { change in
        guard case .addTag(let path, "ENV", let offset) = change else { return true }
        return !twin.contains(.reject(recording: path, offset: offset))
      }
      #expect(Self.content(marks) == shown)
      #expect(
        zip(marks.tags, marks.tags.dropFirst()).allSatisfy { ($0.offset, $0.label) < ($1.offset, $1.label) })
      #expect(marks.rejected == marks.rejected.sorted())
      #expect(marks.counts == Dictionary(grouping: marks.tags, by: \.label).mapValues(\.count))
      let place = random.below(50)
      let near = marks.tags.filter { abs($0.offset - place) <= 3 }
      #expect(
        marks.nearest(place, within: 3)?.offset
          == near.min { (abs($0.offset - place), $0.offset) < (abs($1.offset - place), $1.offset) }?.offset)
    }
  }

  /// A driver of three minutes with proposals every few milliseconds.
  static func driver(_ count: Int) -> Driver {
    var random = RandomKey(seed: 29).generator()
    let proposals = (0..<count).map { Proposal(offset: 700 * $0 + random.below(600), score: random.unit()) }
    let samples = [Float](repeating: 0, count: 700 * count)
    return Driver([DrawnRecording("a.wav", samples: samples, proposals: proposals)])
  }

  @Test("What is pending is what is neither near a mark nor near a refusal")
  func pending() {
    var driver = Self.driver(300)
    var random = RandomKey(seed: 30).generator()
    driver.press("z", "1")
    for _ in 0..<60 {
      driver.press([["Enter"], ["x"], ["Tab"], ["m"], ["u"], ["l", "m"], ["Ctrl-R"]][random.below(7)])
      let model = driver.model
      let expected = model.proposals.filter { proposal in
        !model.marks.tags.contains { abs($0.offset - proposal.offset) <= 320 }
          && !model.marks.rejected.contains { abs($0 - proposal.offset) <= 80 }
      }
      #expect(model.pending == expected)
    }
  }

  @Test("A, X and e settle all in view as one act with a change or two, and u takes it back")
  func settled() {
    var driver = Self.driver(2000)
    driver.press("z", "1")
    let all = driver.model.pending.map(\.offset)
    for key in ["A", "X"] {
      driver.press(key)
      #expect(driver.model.pending.isEmpty)
      #expect(driver.history.done.last?.changes.count == (key == "A" ? 1 : 2))
      #expect(driver.model.marks.offsets == (key == "A" ? all : []))
      #expect(driver.model.marks.rejected == (key == "X" ? all : []))
      driver.press("u")
      #expect(driver.model.pending.map(\.offset) == all)
    }
    driver.press("A", "e", "e")
    #expect(driver.model.marks.tags.isEmpty)
    driver.press("u")
    #expect(driver.model.marks.offsets == all)
    #expect(driver.model.marks == driver.recordings[0].marks)
  }

  @Test("Each column that has proposals or marks shows that it has, in whatever crowd")
  func columns() {
    var driver = Self.driver(3000)
    driver.press("z", "1", "1", "0", "0", "0", "Tab", "m")
    let model = driver.model
    let grid = view(model, model.size)
    let map = Layout(model.size).overview.endRow - 1
    let axis = TimeAxis(0..<model.length, columns: model.size.columns)
    let marked = Set(model.marks.offsets.compactMap { axis.column(of: $0) })
    let proposed = Set(model.pending.compactMap { axis.column(of: $0.offset) })
    for column in 0..<model.size.columns where axis.column(of: model.cursor) != column {
      let expected: Unicode.Scalar = marked.contains(column) ? "│" : proposed.contains(column) ? "┊" : " "
      #expect(grid[column, map].character == expected)
    }
  }

  @Test("On a small screen the cursor's sign stands above it always, and words beside the sign")
  func cursorSign() {
    var driver = Self.driver(60)
    driver.press("z", "1", "0")
    driver.send(.resize(Size(columns: 40, rows: 10)))
    let layout = Layout(driver.model.size)
    let axis = TimeAxis(driver.model.viewport.range, columns: layout.waveform.columns)
    var words = 0
    for _ in 0..<layout.waveform.columns {
      let model = driver.model
      let grid = view(model, model.size)
      guard let column = axis.column(of: model.cursor) else { break }
      #expect(grid[column, layout.ruler.row].character == "▼")
      words += grid.text(row: layout.ruler.row).contains("%") ? 1 : 0
      driver.press("l")
    }
    #expect(words > 20)
  }

  @Test("The contact sheet shows the best proposals, of equal ones the earliest")
  func best() {
    var driver = Self.driver(500)
    driver.press("z", "1", "g")
    guard case .sheet(let sheet) = driver.model.mode else {
      Issue.record("there is no sheet")
      return
    }
    let best = driver.model.pending.sorted { ($1.score, $0.offset) < ($0.score, $1.offset) }.prefix(24)
    #expect(sheet.items.map(\.offset) == best.map(\.offset).sorted())
  }
}
