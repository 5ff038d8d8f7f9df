import Annotator
import Basis
import Onsets
import Testing

@Suite("Proposals") struct ProposingTests {
  static func driver() -> Driver {
    Driver([DrawnRecording("a.wav", length: 64_000, bangs: [8000, 20_000, 40_000])])
  }

  @Test("The first one is at the cursor when a recording opens")
  func first() { #expect(Self.driver().model.cursor == 8000) }

  @Test("Enter accepts one and brings the next; each takes one key")
  func accept() {
    var driver = Self.driver()
    driver.press("Enter")
    #expect(driver.tags() == [8000] && driver.model.cursor == 20_000)
    driver.press("Enter", "Enter")
    #expect(driver.tags() == [8000, 20_000, 40_000] && driver.model.keyCount == 3)
    #expect(driver.model.pending.isEmpty)
  }

  @Test("x rejects one for good, also in the next session")
  func reject() {
    var driver = Self.driver()
    driver.press("x")
    #expect(driver.tags().isEmpty && driver.model.cursor == 20_000)
    let again = driver.restarted()
    #expect(again.model.pending.map(\.offset) == [20_000, 40_000])
  }

  @Test("Tab skips, Backspace comes back, and what was skipped comes again at the end")
  func skip() {
    var driver = Self.driver()
    driver.press("Tab")
    #expect(driver.model.cursor == 20_000)
    driver.press("Backspace")
    #expect(driver.model.cursor == 8000)
    driver.press("Tab", "Enter", "Enter")
    #expect(driver.model.cursor == 8000 && driver.tags() == [20_000, 40_000])
  }

  @Test("The last proposal does not mark the recording as reviewed; only n does")
  func review() {
    var driver = Self.driver()
    driver.press("Enter", "Enter", "Enter")
    #expect(driver.recordings[0].marks.reviewed.isEmpty)
    driver.press("n")
    #expect(driver.recordings[0].marks.reviewed.map { [$0.start, $0.end] } == [[0, 64_000]])
    #expect(driver.recordings[0].marks.reviewed.first?.how == .seen)
  }

  @Test("A and X settle all that are in view, and no others, as one act")
  func allInView() {
    var driver = Driver([DrawnRecording("a.wav", length: 640_000, bangs: [8000, 20_000, 400_000])])
    driver.press("A")
    #expect(driver.tags() == [8000, 20_000] && driver.model.cursor == 400_000)
    driver.press("u")
    #expect(driver.tags().isEmpty)
    driver.press("X")
    #expect(driver.recordings[0].marks.rejected == [8000, 20_000])
  }

  @Test("A proposal within 20 ms of a mark is settled")
  func settled() {
    var driver = Self.driver()
    driver.press("l", "m")
    #expect(driver.model.pending.map(\.offset).contains(8000) == (abs(driver.tags()[0] - 8000) > 320))
  }

  @Test("Proposals that come while one is at work move nobody")
  func later() {
    var driver = Driver([DrawnRecording("a.wav", length: 640_000, bangs: [8000, 300_000], proposals: [])])
    driver.press("l", "l", "l")
    let cursor = driver.model.cursor
    driver.send(.proposals([Proposal(offset: 300_000, score: 1)], index: 0, isComplete: true))
    #expect(driver.model.cursor == cursor && driver.model.pending.count == 1)
  }

  @Test("Proposals of another recording are left")
  func foreign() {
    var driver = Self.driver()
    driver.send(.proposals([], index: 7, isComplete: true))
    #expect(driver.model.pending.count == 3)
  }
}
