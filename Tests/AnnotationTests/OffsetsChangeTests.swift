import Annotation
import Basis
import TestSupport
import Testing

@Suite("Many offsets at once")
struct OffsetsChangeTests {
  /// Some offsets, most of them possible, in any order.
  static func drawn(_ random: inout KeyedGenerator) -> OffsetsChange {
    var offsets = (0..<random.below(30)).map { _ in random.below(40) }
    if random.chance(0.2) { offsets += [-3, .max, 600_000_000_000] }
    let label = ["GUN", "ENV", "not/a/label", nil][random.below(4)]
    return OffsetsChange(recording: "a", label: label, offsets: offsets, isThere: random.chance(0.6))
  }

  /// The same as changes of their own.
  static func singles(_ many: OffsetsChange) -> [AnnotationChange] {
    many.offsets.map { offset in
      let added =
        many.label.map { AnnotationChange.addTag(recording: many.recording, label: $0, offset: offset) }
        ?? .reject(recording: many.recording, offset: offset)
      return many.isThere ? added : added.inverse
    }
  }

  @Test(
    "they change a store as one after the other would, and say whether anything changed", arguments: 0..<20)
  func twin(number: Int) throws {
    var random = RandomKey(seed: 27).adding("many").adding(number).generator()
    let (folder, twinFolder) = (try TemporaryFolder(), try TemporaryFolder())
    var store = try AnnotationStoreTests.store(folder)
    var twin = try AnnotationStoreTests.store(twinFolder)
    for _ in 0..<40 {
      let many = Self.drawn(&random)
      let changed = Self.singles(many).map { twin.apply($0) }
      #expect(store.apply(.many(many)) == changed.contains(true))
      #expect(
        AnnotationStoreTests.everything(store, ["a"]) == AnnotationStoreTests.everything(twin, ["a"]))
      #expect(store.hasUnsavedChanges == twin.hasUnsavedChanges)
      if random.chance(0.1) {
        try store.save()
        try twin.save()
        let again = try AnnotationStoreTests.store(folder)
        #expect(
          AnnotationStoreTests.everything(again, ["a"]) == AnnotationStoreTests.everything(twin, ["a"]))
      }
    }
  }

  @Test("an act of them does, undoes and redoes only what it changed, in the next session too")
  func session() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,5,9\n", as: "tags/GUN.csv")
    var session: AnnotationSession? = try AnnotationSessionTests.session(folder)
    func change(_ offsets: [Int]) -> AnnotationChange {
      .many(OffsetsChange(recording: "a", label: "GUN", offsets: offsets, isThere: true))
    }
    let act = AnnotationAct(changes: [change([12, 5, 1])], cursor: 0, recording: "a")
    #expect(try session?.perform(act)?.changes == [change([1, 12])])
    // Nothing is closed in between: the session is just forgotten.
    session = nil
    var next = try AnnotationSessionTests.session(folder)
    #expect(next.store.tags(of: "a", label: "GUN") == [1, 5, 9, 12])
    #expect(try next.undo()?.changes == [change([1, 12])])
    #expect(next.store.tags(of: "a", label: "GUN") == [5, 9] && !next.store.hasUnsavedChanges)
    #expect(try next.redo() != nil)
    #expect(next.store.tags(of: "a", label: "GUN") == [1, 5, 9, 12] && next.store.hasUnsavedChanges)
  }

  @Test("a saved copy leaves what was changed since then unsaved")
  func savedMeanwhile() throws {
    let folder = try TemporaryFolder()
    var store = try AnnotationStoreTests.store(folder)
    func many(_ offsets: Range<Int>, _ isThere: Bool) -> AnnotationChange {
      .many(OffsetsChange(recording: "a", label: "GUN", offsets: Array(offsets), isThere: isThere))
    }
    store.apply(many(0..<100, true))
    let saving = store.saved()
    store.apply(many(50..<60, false))
    store.settle(saving)
    #expect(store.hasUnsavedChanges)
    #expect(try AnnotationStoreTests.store(folder).tags(of: "a", label: "GUN") == Array(0..<100))
    store.apply(many(50..<60, true))
    #expect(!store.hasUnsavedChanges)
  }
}
