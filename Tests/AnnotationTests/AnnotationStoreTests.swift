import Annotation
import Basis
import Files
import TestSupport
import Testing

@Suite("The store")
struct AnnotationStoreTests {
  /// A store of a folder in `folder`, with refused proposals beside it.
  static func store(_ folder: TemporaryFolder) throws -> AnnotationStore {
    try AnnotationStore(folder: folder("tags"), rejections: folder("state/rejected.csv"))
  }

  /// All that a folder of annotations holds, as changes that would make it: the naive twin of a store.
  static func everything(_ store: AnnotationStore, _ recordings: [Path]) -> Set<AnnotationChange> {
    var all: Set<AnnotationChange> = []
    for recording in recordings {
      for (label, offset) in store.allTags(of: recording) {
        all.insert(.addTag(recording: recording, label: label, offset: offset))
      }
      for span in store.ignored(of: recording) { all.insert(.addIgnored(span)) }
      for span in store.reviewed(of: recording) { all.insert(.addReviewed(span)) }
      for offset in store.rejected(of: recording) {
        all.insert(.reject(recording: recording, offset: offset))
      }
    }
    return all
  }

  static let labels = ["GUN", "ENV", "far shots, \"loud\"", "é"]
  static let recordings: [Path] = [
    "range/a.wav", "b, \"c\".wav", " d", Path(bytes: [0x65, 0xFF, 0x0A]), "%", "=",
  ]

  /// A change from a small space, so that many meet.
  static func change(_ generator: inout KeyedGenerator) -> AnnotationChange {
    let recording = recordings[generator.below(recordings.count)]
    let offset = generator.chance(0.1) ? 505_958_300_000 + generator.below(9) : generator.below(9) * 3000
    let change: AnnotationChange =
      switch generator.below(6) {
      case 0:
        .addIgnored(IgnoredSpan(path: recording, start: offset, end: offset + 7, reason: "cut, \"x\"\n"))
      case 1: .addReviewed(ReviewedSpan(path: recording, start: offset, end: offset + 9, how: .seen))
      case 2: .reject(recording: recording, offset: offset)
      default: .addTag(recording: recording, label: labels[generator.below(labels.count)], offset: offset)
      }
    return generator.chance(0.4) ? change.inverse : change
  }

  static func isAddition(_ change: AnnotationChange) -> Bool {
    switch change {
    case .addTag, .addIgnored, .addReviewed, .reject: true
    case .removeTag, .removeIgnored, .removeReviewed, .unreject: false
    case .many(let many): many.isThere
    }
  }

  /// Makes a change of a plain set of what there is.
  static func apply(_ change: AnnotationChange, to set: inout Set<AnnotationChange>) -> Bool {
    isAddition(change) ? set.insert(change).inserted : set.remove(change.inverse) != nil
  }

  @Test("changes come to what a plain set says, are written, and read again", arguments: 0..<15)
  func twin(number: Int) throws {
    let folder = try TemporaryFolder()
    var generator = RandomKey(seed: 5).adding("store").adding(number).generator()
    var store = try Self.store(folder)
    var twin: Set<AnnotationChange> = []
    for _ in 0..<4 {
      for _ in 0..<60 {
        let change = Self.change(&generator)
        #expect(store.apply(change) == Self.apply(change, to: &twin))
      }
      #expect(Self.everything(store, Self.recordings) == twin)
      let outcome = try store.save()
      #expect(outcome.isQuiet && !store.hasUnsavedChanges)
      let again = try Self.store(folder)
      #expect(Self.everything(again, Self.recordings) == twin)
      #expect(again.issues.isEmpty)
      #expect(
        again.recordings
          == Self.recordings.filter { path in
            twin.contains { change in
              if case .reject = change { return false }
              return change.recording == path
            }
          }.sorted())
      for label in Self.labels {
        let count = twin.count { if case .addTag(_, label, _) = $0 { true } else { false } }
        #expect(again.count(of: label) == count)
        for recording in Self.recordings {
          #expect(
            again.tags(of: recording, label: label)
              == again.allTags(of: recording).filter { $0.label == label }.map(\.offset))
        }
      }
    }
  }

  @Test("what was taken back is not written, and what is written stays in other people's form")
  func untouched() throws {
    let folder = try TemporaryFolder()
    let text = "b.wav , 5,3\r\nnonsense,x\r\na.wav\r\n"
    try folder.write(text, as: "tags/GUN.csv")
    try folder.write("a.wav,0,9,seen\n", as: "tags/reviewed.csv")
    var store = try Self.store(folder)
    let change = AnnotationChange.addTag(recording: "a.wav", label: "GUN", offset: 7)
    #expect(store.apply(change) && !store.apply(change))
    #expect(store.hasUnsavedChanges)
    #expect(store.apply(change.inverse) && !store.apply(change.inverse))
    #expect(!store.hasUnsavedChanges)
    #expect(try store.save().written.isEmpty)
    #expect(try FileSystem.read(folder("tags/GUN.csv")) == bytes(text))
    #expect(try FileSystem.names(in: folder("tags")) == ["GUN.csv", "reviewed.csv"])
    // Only what was changed is written; rows that are not understood stay, and a recording without tags too.
    store.apply(.addTag(recording: "c", label: "GUN", offset: 1))
    #expect(try store.save().written == [folder("tags/GUN.csv")])
    #expect(try FileSystem.read(folder("tags/GUN.csv")) == bytes("a.wav\nb.wav,3,5\nc,1\nnonsense,x\n"))
    store.apply(.removeTag(recording: "c", label: "GUN", offset: 1))
    try store.save()
    #expect(try FileSystem.read(folder("tags/GUN.csv")) == bytes("a.wav\nb.wav,3,5\nnonsense,x\n"))
    #expect(store.issues.count == 1)
  }

  @Test("what no file can hold is not taken")
  func impossible() throws {
    let folder = try TemporaryFolder()
    var store = try Self.store(folder)
    for label in [
      "", ".", "..", ".x", "a/b", "index", "INDEX", "reviewed", "ignore", "GUN.scores", "a\nb", "\0",
    ] {
      #expect(!AnnotationStore.isPossible(label: label), "\(label)")
      #expect(store.apply(.addTag(recording: "a", label: label, offset: 1)) == false, "\(label)")
    }
    for offset in [-1, Int.min, Int.max, 505_958_400_001] {
      #expect(store.apply(.addTag(recording: "a", label: "GUN", offset: offset)) == false)
      #expect(store.apply(.removeTag(recording: "a", label: "GUN", offset: offset)) == false)
      #expect(store.apply(.reject(recording: "a", offset: offset)) == false)
      #expect(store.apply(.addIgnored(IgnoredSpan(path: "a", start: 5, end: offset, reason: ""))) == false)
      #expect(store.apply(.addReviewed(ReviewedSpan(path: "a", start: offset, end: 9, how: .seen))) == false)
    }
    #expect(store.apply(.addReviewed(ReviewedSpan(path: "a", start: 9, end: 9, how: .seen))) == false)
    #expect(store.apply(.addTag(recording: "", label: "GUN", offset: 1)) == false)
    #expect(!store.hasUnsavedChanges && store.labels.isEmpty)
    var bare = try AnnotationStore(folder: folder("none"))
    #expect(bare.apply(.reject(recording: "a", offset: 1)) == false)
    #expect(bare.rejected(of: "a").isEmpty)
  }

  @Test("files must have labels, each its own")
  func labels() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,1\n", as: "tags/index.csv")
    #expect(throws: AnnotationError.noLabel(folder("tags/index.csv"))) { try Self.store(folder) }
    var store = try AnnotationStore(folder: folder("tags"), label: "GUN")
    store.apply(.addTag(recording: "a", label: "GUN", offset: 2))
    try store.save()
    #expect(try FileSystem.read(folder("tags/index.csv")) == bytes("a,1,2\n"))
    try folder.write("a,1\n", as: "tags/GUN.csv")
    let error = AnnotationError.sameLabel("GUN", folder("tags/GUN.csv"), folder("tags/index.csv"))
    #expect(throws: error) { try AnnotationStore(folder: folder("tags"), label: "GUN") }
    #expect(error.place == folder("tags/index.csv").description && !error.what.isEmpty)
    #expect(store.refresh().failures.count == 1)
  }
}
