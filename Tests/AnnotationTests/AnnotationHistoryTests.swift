import Annotation
import Basis
import Testing

@Suite("The history of a session")
struct AnnotationHistoryTests {
  static func act(_ offset: Int) -> AnnotationAct {
    AnnotationAct(
      changes: [
        .addTag(recording: "a", label: "GUN", offset: offset), .reject(recording: "a", offset: offset),
      ],
      cursor: offset, recording: "a")
  }

  @Test("acts are undone and redone in order, until something else is done")
  func undoing() {
    var history = AnnotationHistory()
    #expect(history.undo() == nil && history.redo() == nil)
    for offset in 1...3 { history.perform(Self.act(offset)) }
    #expect(history.undo() == Self.act(3))
    #expect(history.undo() == Self.act(2))
    #expect(history.redo() == Self.act(2))
    #expect(history.undone == [Self.act(3)])
    history.perform(Self.act(4))
    #expect(history.redo() == nil)
    #expect(history.done == [Self.act(1), Self.act(2), Self.act(4)])
  }

  @Test("an act is taken back by the inverses in reverse")
  func inverse() {
    #expect(
      Self.act(5).inverseChanges == [
        .unreject(recording: "a", offset: 5), .removeTag(recording: "a", label: "GUN", offset: 5),
      ])
    var drawn = DrawnAnnotations("inverse", 0)
    for _ in 0..<200 {
      let change = drawn.change(of: "a")
      #expect(change.inverse != change && change.inverse.inverse == change)
      #expect(change.inverse.recording == change.recording)
    }
  }

  @Test("what is not saved is what came since, with what was undone and with what undid it")
  func unsaved() {
    let records: [JournalRecord] = [
      .act(Self.act(1)), .act(Self.act(2)), .place(recording: "a", cursor: 3), .act(Self.act(3)),
      .saved(pending: 1),
    ]
    #expect(AnnotationHistory(replaying: records).unsaved == Self.act(3).changes)
    #expect(AnnotationHistory(replaying: Array(records[..<4])).unsaved.count == 6)
    let undone = AnnotationHistory(replaying: records + [.undo, .undo])
    #expect(
      undone.unsaved == Self.act(3).changes + Self.act(3).inverseChanges + Self.act(2).inverseChanges)
    #expect(AnnotationHistory(replaying: records + [.undo, .saved(pending: 0)]).isSaved)
    // A save that began before another ended covers no less than that one did.
    #expect(AnnotationHistory(replaying: records + [.saved(pending: 4)]).unsaved == Self.act(3).changes)
    #expect(AnnotationHistory(replaying: [.saved(pending: 99), .act(Self.act(1))]).unsaved.count == 2)
  }

  @Test("the session goes on in the recording where it was last, and remembers the others")
  func places() {
    let records: [JournalRecord] = [
      .place(recording: "a", cursor: 1), .place(recording: "b", cursor: 2), .place(recording: "a", cursor: 3),
    ]
    let places = AnnotationHistory(replaying: records).places
    #expect(places.map(\.recording) == ["b", "a"])
    #expect(places.map(\.cursor) == [2, 3])
  }
}
