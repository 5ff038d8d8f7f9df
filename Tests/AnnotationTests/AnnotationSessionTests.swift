import Annotation
import Basis
import Files
import TestSupport
import Testing

@Suite("A session")
struct AnnotationSessionTests {
  static func session(_ folder: TemporaryFolder) throws -> AnnotationSession {
    try AnnotationSession(tags: folder("tags"), state: StateFolder(folder("state")))
  }

  static func tag(_ offset: Int) -> AnnotationAct {
    let change = AnnotationChange.addTag(recording: "a", label: "GUN", offset: offset)
    return AnnotationAct(changes: [change], cursor: offset, recording: "a")
  }

  /// All that the stores of two sessions hold of the recordings that are drawn.
  static func everything(_ session: AnnotationSession) -> Set<AnnotationChange> {
    AnnotationStoreTests.everything(session.store, AnnotationStoreTests.recordings)
  }

  @Test("killed at any moment, the next one has every mark and the whole history", arguments: 0..<12)
  func killed(number: Int) throws {
    let folder = try TemporaryFolder()
    var generator = RandomKey(seed: 8).adding("session").adding(number).generator()
    var expected: Set<AnnotationChange> = []
    var history = AnnotationHistory()
    for _ in 0..<5 {
      // Nothing is closed in between: the last session is just forgotten.
      var session = try Self.session(folder)
      #expect(session.refusal == nil && session.warnings.isEmpty)
      #expect(Self.everything(session) == expected)
      #expect(session.history.done == history.done && session.history.undone == history.undone)
      for _ in 0..<generator.below(30) {
        switch generator.below(6) {
        case 0: _ = try session.undo()
        case 1: _ = try session.redo()
        case 2: try session.save()
        case 3: try session.visit(AnnotationStoreTests.recordings[generator.below(6)], cursor: 5)
        default:
          let changes = (0..<generator.below(4)).map { _ in AnnotationStoreTests.change(&generator) }
          try session.perform(AnnotationAct(changes: changes, cursor: 1, recording: "x"))
        }
      }
      try session.synchronize()
      (expected, history) = (Self.everything(session), session.history)
    }
    // Undoing everything leads back to nothing.
    var session = try Self.session(folder)
    while try session.undo() != nil {}
    #expect(Self.everything(session).isEmpty)
    try session.save()
    #expect(Self.everything(try Self.session(folder)).isEmpty)
  }

  @Test("an act changes only what is not so yet, and undoing it only that")
  func effective() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,5\n", as: "tags/GUN.csv")
    var session = try Self.session(folder)
    #expect(try session.perform(Self.tag(5)) == nil)
    let both = AnnotationAct(changes: Self.tag(5).changes + Self.tag(6).changes, cursor: 0, recording: "a")
    #expect(try session.perform(both)?.changes == Self.tag(6).changes)
    #expect(try session.undo()?.changes == Self.tag(6).changes)
    #expect(session.store.tags(of: "a", label: "GUN") == [5])
    #expect(try session.undo() == nil)
    #expect(try session.redo() != nil)
    #expect(try session.redo() == nil)
    #expect(session.store.tags(of: "a", label: "GUN") == [5, 6])
  }

  @Test("what was saved and then changed by others is not made again")
  func savedStaysSaved() throws {
    let folder = try TemporaryFolder()
    do {
      var session = try Self.session(folder)
      try session.perform(Self.tag(5))
      try session.perform(Self.tag(90_000))
      try session.save()
      try session.perform(Self.tag(200_000))
    }
    try folder.write("a,5\n", as: "tags/GUN.csv")
    var session = try Self.session(folder)
    #expect(session.store.tags(of: "a", label: "GUN") == [5, 200_000])
    #expect(session.history.done.count == 3 && session.store.hasUnsavedChanges)
    // Saving again and again adds nothing to the journal.
    try session.save()
    let journal = try StateFolder(folder("state")).journal(of: folder("tags"))
    let size = try FileSystem.status(journal).size
    try session.save()
    #expect(try FileSystem.status(journal).size == size)
  }

  @Test("what is done while a copy is being saved is not taken for saved")
  func savingBeside() throws {
    let folder = try TemporaryFolder()
    do {
      var session = try Self.session(folder)
      try session.perform(Self.tag(5))
      let saving = try session.saved()
      try session.perform(Self.tag(90_000))
      try session.settle(saving)
      #expect(session.store.hasUnsavedChanges)
    }
    #expect(try FileSystem.read(folder("tags/GUN.csv")) == bytes("a,5\n"))
    #expect(try Self.session(folder).store.tags(of: "a", label: "GUN") == [5, 90_000])
  }

  @Test("a second one is told, looks, and writes nothing")
  func second() throws {
    let folder = try TemporaryFolder()
    var first: AnnotationSession? = try Self.session(folder)
    try first?.perform(Self.tag(5))
    var second = try Self.session(folder)
    guard case .held(_?, tags: folder("tags"))? = second.refusal else {
      Issue.record("\(String(describing: second.refusal))")
      return
    }
    #expect(second.isReadOnly && second.store.tags(of: "a", label: "GUN") == [5])
    #expect(throws: AnnotationError.self) { try second.perform(Self.tag(7)) }
    #expect(throws: AnnotationError.self) { try second.undo() }
    #expect(throws: AnnotationError.self) { try second.save() }
    try second.visit("b", cursor: 1)
    #expect(second.store.tags(of: "a", label: "GUN") == [5])
    try first?.save()
    #expect(second.refresh().failures.isEmpty)
    first = nil
    #expect(try !Self.session(folder).isReadOnly)
  }

  @Test("a session goes on where it was left")
  func places() throws {
    let folder = try TemporaryFolder()
    do {
      var session = try Self.session(folder)
      for (index, name) in ["a", "b", "a", "c", "a"].enumerated() {
        try session.visit(Path(name), cursor: index)
        try session.visit(Path(name), cursor: index)
      }
    }
    let places = try Self.session(folder).history.places
    #expect(places.map(\.recording) == ["b", "c", "a"] && places.map(\.cursor) == [1, 3, 4])
  }

  @Test("refused proposals stay refused")
  func rejections() throws {
    let folder = try TemporaryFolder()
    do {
      var session = try Self.session(folder)
      let reject = AnnotationChange.reject(recording: "a", offset: 77)
      try session.perform(AnnotationAct(changes: [reject], cursor: 0, recording: "a"))
      #expect(session.store.rejected(of: "a") == [77])
      try session.save()
    }
    let journal = try StateFolder(folder("state")).journal(of: folder("tags"))
    try FileSystem.remove(journal)
    #expect(try Self.session(folder).store.rejected(of: "a") == [77])
    #expect(!FileSystem.exists(folder("tags")))
  }

  @Test("a damaged journal is said")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let journal = try StateFolder(folder("state")).journal(of: folder("tags"))
    do {
      var session = try Self.session(folder)
      try session.perform(Self.tag(5))
      try session.perform(Self.tag(90_000))
    }
    var content = try FileSystem.read(journal)
    content.removeLast(7)
    try FileSystem.writePlain(content, to: journal)
    try folder.write("b,1,x\n", as: "tags/ENV.csv")
    let session = try Self.session(folder)
    #expect(session.store.tags(of: "a", label: "GUN") == [5])
    #expect(session.warnings.count == 2)
  }
}
