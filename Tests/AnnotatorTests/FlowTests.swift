import Annotator
import Basis
import Onsets
import Screen
import Testing

@Suite("The flow of a session") struct FlowTests {
  static func queue() -> Driver {
    Driver([
      DrawnRecording("a.wav", length: 64_000, bangs: [8000]),
      DrawnRecording("b.wav", length: 64_000, bangs: []),
      DrawnRecording("c.wav", length: 64_000, bangs: [1000, 9000]),
    ])
  }

  @Test("n and e bring the next recording, and save")
  func next() {
    var driver = Self.queue()
    driver.press("Enter", "n")
    #expect(driver.model.recording?.path == "b.wav" && driver.effects.contains(.save))
    driver.press("e")
    #expect(driver.model.recording?.path == "c.wav")
    #expect(driver.recordings[1].marks.reviewed.map { [$0.start, $0.end] } == [[0, 64_000]])
    driver.press("n")
    #expect(driver.model.recording?.path == "c.wav" && driver.model.note?.text.contains("last of 3") == true)
  }

  @Test("e asks before it deletes marks, and any other key keeps them")
  func nothing() {
    var driver = Self.queue()
    driver.press("Enter", "e")
    #expect(driver.model.recording?.path == "a.wav" && driver.tags() == [8000])
    driver.press("x", "e", "e")
    #expect(driver.model.recording?.path == "b.wav" && driver.tags().isEmpty)
    #expect(!driver.recordings[0].marks.reviewed.isEmpty)
  }

  @Test("What was played is reviewed as listened, the rest as seen")
  func listened() {
    var driver = Self.queue()
    driver.send(.played(10_000..<20_000, index: 0))
    driver.send(.played(18_000..<30_000, index: 0))
    driver.press("n")
    let spans = driver.recordings[0].marks.reviewed.sorted { $0.start < $1.start }
    #expect(spans.map(\.start) == [0, 10_000, 30_000] && spans.map(\.end) == [10_000, 30_000, 64_000])
    #expect(spans.map(\.how) == [.seen, .listened, .seen])
  }

  @Test("{ and } walk through the queue without a word about the recordings")
  func walk() {
    var driver = Self.queue()
    driver.press("}", "}")
    #expect(driver.model.recording?.path == "c.wav")
    driver.press("{")
    #expect(driver.model.recording?.path == "b.wav" && driver.history.done.isEmpty)
  }

  @Test("A burst is laid by ear: rate and rounds from the sound, marked with Enter")
  func burst() {
    let rounds = (0..<8).map { 16_000 + $0 * 1600 }
    var driver = Driver([DrawnRecording("a.wav", length: 64_000, bangs: rounds, proposals: [])])
    MarkingTests.go(&driver, to: 16_050)
    driver.press("B", "Enter")
    #expect(driver.tags().count == 8)
    #expect(zip(driver.tags(), rounds).allSatisfy { abs($0 - $1) <= 80 })
    driver.press("u")
    #expect(driver.tags().isEmpty)
  }

  @Test("Rounds and rate of a burst are changed by keys; Esc leaves it")
  func burstKeys() {
    var driver = Driver([DrawnRecording("a.wav", length: 64_000, bangs: [], proposals: [])])
    MarkingTests.go(&driver, to: 16_000)
    driver.press("B", "+", "3", "+", "-", "(")
    guard case .burst(let burst) = driver.model.mode else {
      Issue.record("no burst is laid")
      return
    }
    #expect(burst.rounds == 8 && abs(burst.period - 1616) < 0.5)
    driver.press("Esc")
    #expect(driver.model.mode == .normal && driver.tags().isEmpty)
  }

  @Test("Taps while it plays are snapped, and how late they come is learned")
  func taps() {
    let bangs = (0..<8).map { 8000 + $0 * 6000 }
    var driver = Driver([DrawnRecording("a.wav", length: 64_000, bangs: bangs, proposals: [])])
    driver.press("0", "t")
    #expect(driver.effects.contains(.play(from: 0, until: nil, speed: 1, loops: false)))
    for bang in bangs {
      driver.tapPosition = bang + 300
      driver.press("t")
    }
    driver.press("Esc")
    #expect(driver.tags().count == 8 && zip(driver.tags(), bangs).allSatisfy { abs($0 - $1) <= 32 })
    #expect(abs(driver.model.tapLatency - 300) <= 32)
    #expect(driver.effects.contains(.remember(tapLatency: driver.model.tapLatency)))
  }

  @Test("The contact sheet: letters toggle, Enter commits the page as one act")
  func sheet() {
    let proposals = (0..<30).map { Proposal(offset: 1000 + $0 * 2000, score: $0 % 2 == 0 ? 0.9 : 0.2) }
    var driver = Driver([DrawnRecording("a.wav", length: 64_000, bangs: [], proposals: proposals)])
    driver.press("g")
    guard case .sheet(let sheet) = driver.model.mode else {
      Issue.record("no sheet is open")
      return
    }
    #expect(sheet.items.count == 24 && sheet.isChosen.count { $0 } == 15)
    driver.press("a", "Enter")
    #expect(driver.tags().count == 14 && driver.recordings[0].marks.rejected.count == 10)
    #expect(driver.model.keyCount == 3)
    driver.press("Esc", "u")
    #expect(driver.tags().isEmpty && driver.model.pending.count == 30)
  }

  @Test("A recording that cannot be read is told, and the next one opened")
  func refused() {
    var model = Model(queue: ["torn.wav", "b.wav"], labels: [], size: Size(columns: 80, rows: 24))
    let effects = update(&model, .refused(index: 0, why: "torn.wav: it is empty"))
    #expect(effects == [.open(index: 1, cursor: nil)] && model.note?.isTrouble == true)
    #expect(update(&model, .refused(index: 1, why: "b.wav: it is empty")).isEmpty)
  }

  @Test(
    "A session that begins at one that cannot be read goes on to those behind it, then to those before it")
  func refusedAtTheEnd() {
    let queue: [Path] = ["a.wav", "b.wav", "c.wav", "d.wav"]
    var model = Model(queue: queue, labels: [], size: Size(columns: 80, rows: 24))
    #expect(update(&model, .refused(index: 2, why: "c.wav: torn")) == [.open(index: 3, cursor: nil)])
    #expect(update(&model, .refused(index: 3, why: "d.wav: torn")) == [.open(index: 1, cursor: nil)])
    #expect(update(&model, .refused(index: 1, why: "b.wav: torn")) == [.open(index: 0, cursor: nil)])
    #expect(model.note?.text == "b.wav: torn" && model.note?.isTrouble == true)
    #expect(update(&model, .refused(index: 0, why: "a.wav: torn")).isEmpty)
    #expect(model.note?.text.contains("none of the 4 recordings can be read") == true)
    // From one that is open nobody is taken back to the others.
    _ = update(
      &model, .opened(OpenedRecording(index: 1, path: "b.wav", length: 9, sampleRate: 8000, channels: 1)))
    #expect(update(&model, .refused(index: 2, why: "c.wav: torn")).isEmpty)
    #expect(model.recording?.index == 1)
  }

  @Test("What is compressed is shown at once, and gets its true length when that is known")
  func counted() {
    var driver = Driver([DrawnRecording("a.ogg", length: 400_000, bangs: [8000])])
    driver.press("z", "1", "$")
    #expect(driver.model.cursor == 399_999)
    driver.send(.counted(300_000, index: 0))
    let model = driver.model
    #expect(model.length == 300_000 && model.cursor == 299_999)
    #expect(model.viewport == Viewport(start: 0, length: 300_000))
    #expect(driver.effects.contains { if case .overview = $0 { true } else { false } })
    #expect(
      driver.effects.contains { if case .look(let look) = $0 { look.range == 0..<300_000 } else { false } })
    driver.send(.counted(100, index: 7))
    #expect(driver.model.length == 300_000)
    driver.press("n")
    #expect(driver.recordings[0].marks.reviewed.map(\.end) == [300_000])
  }

  @Test("Where the sound at the cursor is not read yet, nothing is marked as if nothing rose there")
  func unread() {
    var model = Model(queue: ["a.ogg"], labels: [], size: Size(columns: 80, rows: 24))
    _ = update(
      &model,
      .opened(OpenedRecording(index: 0, path: "a.ogg", length: 90_000, sampleRate: 48_000, channels: 1)))
    for key in [Key.character(" "), .character("s")] {
      #expect(update(&model, .key(key)).isEmpty && model.marks.tags.isEmpty)
      #expect(model.note?.text.contains("not read yet") == true)
    }
    _ = update(&model, .key(.character("m")))
    #expect(model.marks.offsets == [0])
  }

  @Test("Playing never moves the cursor")
  func playing() {
    var driver = Self.queue()
    let cursor = driver.model.cursor
    driver.press("p")
    for place in stride(from: cursor, to: 60_000, by: 500) { driver.send(.heard(place)) }
    #expect(driver.model.cursor == cursor)
    driver.press("p")
    #expect(driver.effects == [.stop])
  }

  @Test("q asks to leave")
  func quit() {
    var driver = Self.queue()
    driver.press("q")
    #expect(driver.hasLeft)
  }
}
