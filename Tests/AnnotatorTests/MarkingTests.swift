import Annotator
import Basis
import Screen
import Testing

@Suite("Marking") struct MarkingTests {
  static func driver(_ bangs: [Int] = [8000, 20_000]) -> Driver {
    Driver([DrawnRecording("a.wav", length: 64_000, bangs: bangs, proposals: [])])
  }

  static func go(_ driver: inout Driver, to place: Int) {
    driver.press("/")
    driver.type("#\(place)")
    driver.press("Enter")
  }

  @Test("Space marks the onset near the cursor, m exactly the cursor")
  func snapped() {
    var driver = Self.driver()
    Self.go(&driver, to: 8300)
    driver.press("Space")
    #expect(driver.tags().count == 1 && abs(driver.tags()[0] - 8000) <= 32)
    Self.go(&driver, to: 30_000)
    driver.press("m")
    #expect(driver.tags().last == 30_000)
  }

  @Test("Space accepts a proposal within 40 ms instead")
  func ghost() {
    var driver = Driver([DrawnRecording("a.wav", length: 64_000, bangs: [8000])])
    Self.go(&driver, to: 8500)
    driver.press("Space")
    #expect(driver.tags() == [8000] && driver.model.pending.isEmpty)
  }

  @Test("Nudging moves the mark under the cursor by samples, with counts")
  func nudge() {
    var driver = Self.driver()
    Self.go(&driver, to: 30_000)
    driver.press("m", ">", "1", "2", ">", "<")
    #expect(driver.tags() == [30_012] && driver.model.cursor == 30_012)
  }

  @Test("s snaps the mark, and never across its neighbour")
  func snap() {
    var driver = Self.driver([8000, 8400])
    Self.go(&driver, to: 8000)
    driver.press("m")
    Self.go(&driver, to: 8390)
    driver.press("m", "s")
    #expect(driver.tags().count == 2 && driver.tags()[0] == 8000 && abs(driver.tags()[1] - 8400) <= 32)
  }

  @Test("d deletes the mark here, undo brings it back, redo takes it again")
  func delete() {
    var driver = Self.driver()
    Self.go(&driver, to: 30_000)
    driver.press("m", "d")
    #expect(driver.tags().isEmpty)
    driver.press("u")
    #expect(driver.tags() == [30_000])
    driver.press("Ctrl-R")
    #expect(driver.tags().isEmpty)
  }

  @Test("Undo has no limit and survives a restart, recording by recording")
  func undoAcrossRestart() {
    var driver = Driver([
      DrawnRecording("a.wav", length: 64_000, bangs: [8000, 20_000]),
      DrawnRecording("b.wav", length: 64_000, bangs: [10_000]),
    ])
    driver.press("Enter", "Enter", "n", "Enter")
    #expect(driver.model.recording?.path == "b.wav")
    var again = driver.restarted(from: 1)
    again.press("u")
    #expect(again.tags(1).isEmpty && again.tags(0) == [8000, 20_000])
    again.press("u", "u", "u")
    #expect(again.tags(0).isEmpty && again.recordings[0].marks.reviewed.isEmpty)
    #expect(again.model.recording?.path == "a.wav" && again.model.cursor == 8000)
    again.press("u")
    #expect(again.model.note?.text == "nothing to undo")
    again.press(Array(repeating: "Ctrl-R", count: 5))
    #expect(again.tags(0) == [8000, 20_000] && again.tags(1) == [10_000])
  }

  @Test("A quote and a digit choose the label, of the mark here or of the next ones")
  func labels() {
    var driver = Self.driver()
    Self.go(&driver, to: 30_000)
    driver.press("m")
    driver.press("\"", "2")
    #expect(driver.recordings[0].marks.tags == [Marks.Tag(label: "FIREWORK", offset: 30_000)])
    Self.go(&driver, to: 40_000)
    driver.press("\"", "2", "m")
    #expect(driver.recordings[0].marks.tags.last == Marks.Tag(label: "FIREWORK", offset: 40_000))
  }

  @Test("i twice and a reason ignore a span; d makes it count again")
  func ignore() {
    var driver = Self.driver()
    Self.go(&driver, to: 30_000)
    driver.press("i")
    Self.go(&driver, to: 25_000)
    driver.press("i")
    driver.type("burst 18/s")
    driver.press("Enter")
    #expect(driver.recordings[0].marks.ignored.map { [$0.start, $0.end] } == [[25_000, 30_001]])
    #expect(driver.recordings[0].marks.ignored.first?.reason == "burst 18/s")
    driver.press("d")
    #expect(driver.recordings[0].marks.ignored.isEmpty)
  }

  @Test("k says that the shot at the recording's edge is cut")
  func cut() {
    var driver = Self.driver()
    Self.go(&driver, to: 500)
    driver.press("k")
    Self.go(&driver, to: 63_000)
    driver.press("k")
    #expect(driver.recordings[0].marks.ignored.map { [$0.start, $0.end] } == [[0, 500], [63_000, 64_000]])
  }

  @Test(
    "Who can only look changes nothing, and is told", arguments: ["m", " ", "B", "A", "n", "e", "k", "u"])
  func readOnly(key: String) {
    var driver = Driver([DrawnRecording("a.wav", length: 64_000, bangs: [8000])], isReadOnly: true)
    driver.press(key)
    #expect(driver.recordings[0].marks == Marks() && driver.history.done.isEmpty)
  }

  @Test(
    "Any keys on any recording never trap, and undoing all of it brings back the beginning",
    arguments: 0..<120)
  func anything(number: Int) {
    var random = RandomKey(seed: 11).adding("keys").adding(number).generator()
    let lengths = [0, 1, 2, 100, 5000, 40_000, 400_000]
    let recordings = (0..<3).map { index in
      let length = lengths[random.below(lengths.count)]
      let bangs = length < 5000 ? [] : (0..<random.below(5)).map { _ in random.below(length) }.sorted()
      return DrawnRecording(Path("\(index).wav"), length: length, bangs: bangs, seed: UInt64(number))
    }
    let sizes = [Size(columns: 80, rows: 24), Size(columns: 40, rows: 10), Size(columns: 3, rows: 2)]
    var driver = Driver(recordings, size: sizes[random.below(sizes.count)])
    var keys = Act.allCases.flatMap { Keymap.standard.keys($0) }.filter {
      $0 != .character("u") && $0 != .control("r")
    }
    keys += "0123456789abcxyz#:.".unicodeScalars.map { .character($0) }
    for _ in 0..<80 {
      driver.send(.key(keys[random.below(keys.count)]))
      #expect(driver.model.cursor >= 0 && driver.model.cursor < max(1, driver.model.length))
      #expect(driver.model.viewport.start >= 0 && driver.model.viewport.length > 0)
      for index in driver.recordings.indices
      where driver.recordings[index].path == driver.model.recording?.path {
        #expect(driver.recordings[index].marks.tags == driver.model.marks.tags)
      }
    }
    driver.press("Esc", "Esc")
    driver.press(Array(repeating: "u", count: 200))
    #expect(driver.recordings.allSatisfy { $0.marks == Marks() })
  }
}
