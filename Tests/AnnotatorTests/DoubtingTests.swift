import Annotation
import Annotator
import Basis
import Onsets
import Screen
import Testing

@Suite("The most doubtful proposals of the queue") struct DoubtingTests {
  private static func queue(isReadOnly: Bool = false) -> Driver {
    func recording(_ path: Path, _ scores: [Double]) -> DrawnRecording {
      let proposals = scores.enumerated().map { Proposal(offset: 8000 * ($0 + 1), score: $1) }
      return DrawnRecording(path, length: 64_000, bangs: proposals.map(\.offset), proposals: proposals)
    }
    return Driver(
      [
        recording("a.wav", [0.9, 0.6]), recording("b.wav", [0.2, 0.52]), recording("c.wav", [0.45]),
      ], isReadOnly: isReadOnly)
  }

  @Test("D goes to the most doubtful one, whichever recording it is in, and each answer to the next one")
  func next() {
    var driver = Self.queue()
    driver.press("D")
    #expect(driver.model.recording?.path == "b.wav" && driver.model.focus == 16_000)
    #expect(driver.model.cursor == 16_000 && driver.model.note?.text.contains("of 5 proposals left") == true)
    driver.press("Enter")
    #expect(driver.tags(1) == [16_000] && driver.model.recording?.path == "c.wav")
    // Nothing is left to be asked there, but it may hold what nobody proposed: it stays until it is done.
    driver.press("x")
    #expect(driver.model.recording?.path == "c.wav" && driver.model.note?.text.contains("is done") == true)
    driver.press("n")
    #expect(driver.recordings[2].marks.reviewed.count == 1 && driver.model.recording?.path == "a.wav")
    driver.press("Enter", "x", "n")
    #expect(driver.model.recording?.path == "a.wav" && driver.model.focus == 8000)
    driver.press("Enter", "n")
    #expect(driver.tags(0) == [8000, 16_000] && driver.recordings[1].marks.rejected == [8000])
    #expect(driver.recordings.allSatisfy { $0.marks.reviewed.count == 1 })
    #expect(driver.model.note?.text == "no proposal of the queue is left to be answered")
    #expect(driver.model.keyCount == 9 && !driver.model.isByDoubt)
  }

  @Test(
    "Who goes along a recording as it lies is led by doubt no longer",
    arguments: ["Esc", "Tab", "Backspace", "}", "{"])
  func inOrder(key: String) {
    var driver = Self.queue()
    driver.press("D", "l", "+")
    #expect(driver.model.isByDoubt && Self.screen(driver).contains("BY DOUBT"))
    driver.press(key)
    #expect(!driver.model.isByDoubt && !Self.screen(driver).contains("BY DOUBT"))
    let shown = driver.model.recording?.path
    driver.press("Enter")
    #expect(
      driver.model.recording?.path == shown
        && !driver.effects.contains(.doubtful(cursor: driver.model.cursor)))
  }

  @Test("An answer that is taken back is asked for again, and doubt goes on from there")
  func undone() {
    var driver = Self.queue()
    driver.press("D", "Enter", "u")
    #expect(driver.model.recording?.path == "b.wav" && driver.tags(1).isEmpty && driver.model.isByDoubt)
    driver.press("x")
    #expect(driver.recordings[1].marks.rejected == [16_000] && driver.model.recording?.path == "c.wav")
  }

  private static func screen(_ driver: Driver) -> String {
    let size = driver.model.size
    return (0..<size.rows).map { view(driver.model, size).text(row: $0) }.joined(separator: "\n")
  }

  @Test("Within the recording on the screen D opens nothing anew")
  func same() {
    var driver = Self.queue()
    driver.press("D")
    driver.send(.played(0..<9000, index: 1))
    driver.press("Enter", "}", "{", "x")
    driver.recordings[2].proposals = []
    driver.press("{", "D")
    #expect(driver.model.recording?.path == "a.wav" && driver.model.cursor == 16_000)
    driver.send(.played(0..<9000, index: 0))
    driver.press("x", "D")
    #expect(driver.model.cursor == 8000 && driver.model.played == [0..<9000])
  }

  @Test("Backspace goes back to where D came from, within the recording")
  func back() {
    var driver = Self.queue()
    driver.press("}", "D", "Backspace")
    #expect(driver.model.recording?.path == "b.wav" && driver.model.focus == 8000)
  }

  @Test("Where nothing is known of the queue, D and G say which key learns")
  func unknown() {
    var driver = Self.queue()
    driver.isRanked = false
    driver.press("D")
    #expect(driver.model.note?.text.contains("R learns from what is marked") == true)
    #expect(driver.model.recording?.path == "a.wav")
  }

  @Test("G shows the queue in pages of doubt; a page is one act, in whichever recordings, and undone as one")
  func sheet() {
    var driver = Self.queue()
    driver.press("G")
    guard case .sheet(let sheet) = driver.model.mode else {
      Issue.record("no sheet is open")
      return
    }
    #expect(sheet.items.map(\.score) == [0.52, 0.45, 0.6, 0.2, 0.9] && sheet.isOfQueue)
    #expect(sheet.isChosen == [true, false, true, false, true])
    driver.press("b", "Enter")
    #expect([0, 1, 2].map { driver.tags($0) } == [[8000, 16_000], [16_000], [8000]])
    #expect(driver.recordings[1].marks.rejected == [8000] && driver.model.mode == .normal)
    #expect(driver.history.done.count == 1 && driver.model.marks == driver.recordings[0].marks)
    driver.press("u")
    #expect((0..<3).allSatisfy { driver.tags($0).isEmpty && driver.recordings[$0].marks.rejected.isEmpty })
    #expect(driver.model.pending.count == 2)
  }

  @Test("The page names the recordings, and pictures of an earlier page are left")
  func pictures() {
    var driver = Self.queue()
    driver.press("G")
    guard case .sheet(let sheet) = driver.model.mode else {
      Issue.record("no sheet is open")
      return
    }
    let text = (0..<24).map { view(driver.model, driver.model.size).text(row: $0) }.joined(separator: "\n")
    for name in ["a.wav", "b.wav", "c.wav"] { #expect(text.contains(name)) }
    #expect(text.contains("the most doubtful of the queue: 3 of 5 chosen"))
    driver.send(.pictures([[]], of: [sheet.items[0]]))
    #expect(driver.model.mode == .sheet(sheet))
  }

  @Test("What is refused is a tag of ENV besides, which is no mark; both are taken back as one")
  func refused() {
    var driver = Self.queue()
    driver.press("x")
    let rejection = driver.history.done.last?.changes
    #expect(
      rejection == [
        .reject(recording: "a.wav", offset: 8000), .addTag(recording: "a.wav", label: "ENV", offset: 8000),
      ])
    #expect(driver.model.marks.tags.isEmpty && driver.model.marks.counts.isEmpty)
    driver.press("u")
    #expect(driver.model.marks == Marks() && driver.model.pending.count == 2)
    driver.press("X")
    let many = driver.history.done.last?.changes.map { change -> String? in
      if case .many(let many) = change { many.label ?? "-" } else { nil }
    }
    #expect(
      many == ["-", "ENV"] && driver.model.marks.tags.isEmpty && driver.model.marks.rejected.count == 2)
  }

  @Test("A refusal is no mark however it came: read with its tag, or without")
  func read() {
    let tag = Marks.Tag(label: "ENV", offset: 5)
    #expect(Marks(tags: [tag], rejected: [5]).tags.isEmpty && Marks(tags: [tag], rejected: [6]).tags == [tag])
    var marks = Marks(tags: [tag])
    marks.apply(.addTag(recording: "a", label: "ENV", offset: 7))
    #expect(marks.offsets == [5, 7] && marks.counts == ["ENV": 2])
  }

  @Test("A shot marked where a proposal was refused takes the refusal back")
  func takenBack() {
    var driver = Self.queue()
    driver.press("x")
    MarkingTests.go(&driver, to: 8040)
    driver.press("m")
    #expect(driver.tags() == [8040] && driver.recordings[0].marks.rejected.isEmpty)
    #expect(
      driver.history.done.last?.changes.prefix(2) == [
        .removeTag(recording: "a.wav", label: "ENV", offset: 8000),
        .unreject(recording: "a.wav", offset: 8000),
      ])
    driver.press("u")
    #expect(driver.tags().isEmpty && driver.recordings[0].marks.rejected == [8000])
  }
}

@Suite("Learning while one goes on") struct LearningTests {
  private static func driver() -> Driver {
    Driver([DrawnRecording("a.wav", length: 64_000, bangs: [8000, 20_000, 40_000])])
  }

  private static func screen(_ driver: Driver) -> String {
    let size = Size(columns: 140, rows: 24)
    return (0..<24).map { view(driver.model, size).text(row: $0) }.joined(separator: "\n")
  }

  @Test("R saves and learns, once at a time; the screen says how far it is, and what came of it")
  func status() {
    var driver = Self.driver()
    driver.press("R")
    #expect(driver.effects.prefix(2) == [.save, .learn])
    driver.send(.learning(0.34))
    driver.send(.learning(0.2))
    #expect(Self.screen(driver).contains("learning… 34 %"))
    driver.press("Enter", "R")
    #expect(!driver.effects.contains(.learn) && driver.model.note?.text == "learning already: 34 %")
    driver.send(.learnt("learnt from 57 onsets: 212 proposals re-ranked", isTrouble: false))
    let screen = Self.screen(driver)
    #expect(
      screen.contains("learnt from 57 onsets: 212 proposals re-ranked") && !screen.contains("learning…"))
    driver.press("R")
    #expect(driver.effects.contains(.learn))
  }

  @Test("What goes wrong is told, and R can be pressed again; an earlier trouble stays until it was seen")
  func trouble() {
    var driver = Self.driver()
    driver.press("R")
    driver.send(.learnt("not learnt: no recording is labelled with GUN yet", isTrouble: true))
    #expect(driver.model.note?.isTrouble == true && driver.model.learning == nil)
    driver.press("R")
    driver.send(.trouble("not saved"))
    driver.send(.learnt("learnt from 1 onset: 2 proposals re-ranked", isTrouble: false))
    #expect(driver.model.note?.text == "not saved" && driver.model.learning == nil)
  }

  @Test("Who can only look does not learn")
  func readOnly() {
    var driver = Driver([DrawnRecording("a.wav", length: 64_000, bangs: [8000])], isReadOnly: true)
    driver.press("R")
    #expect(driver.effects.isEmpty && driver.model.learning == nil && driver.model.note?.isTrouble == true)
  }

  @Test("Other proposals move nobody, and what is answered stays answered")
  func ranked() {
    var driver = Self.driver()
    driver.press("Enter", "x")
    let (cursor, marks) = (driver.model.cursor, driver.model.marks)
    let ranked = [8000, 20_000, 30_000].map { Proposal(offset: $0, score: 0.5) }
    driver.send(.ranked(ranked, index: 0))
    #expect(driver.model.cursor == cursor && driver.model.marks == marks)
    // The one that the next key would settle is still there.
    #expect(driver.model.focus == 40_000 && driver.model.pending.map(\.offset) == [30_000, 40_000])
    driver.press("Enter")
    #expect(driver.tags() == [8000, 40_000] && driver.model.pending.map(\.offset) == [30_000])
    driver.send(.ranked([], index: 7))
    #expect(driver.model.pending.count == 1)
  }

  @Test("Proposals that come where there were none move nobody either", arguments: [true, false])
  func first(isSheet: Bool) {
    var driver = Driver([DrawnRecording("a.wav", length: 64_000, bangs: [8000], proposals: [])])
    driver.press(isSheet ? "?" : "l")
    let (cursor, mode) = (driver.model.cursor, driver.model.mode)
    driver.send(.ranked([Proposal(offset: 8000, score: 0.8)], index: 0))
    #expect(driver.model.cursor == cursor && driver.model.mode == mode && driver.model.pending.count == 1)
  }
}
