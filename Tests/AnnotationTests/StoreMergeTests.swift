import Annotation
import Basis
import Files
import TestSupport
import Testing

@Suite("A store whose files others change")
struct StoreMergeTests {
  typealias Store = AnnotationStoreTests

  @Test("what one side changed is as that side has it, whatever the two did", arguments: 0..<25)
  func threeWays(number: Int) throws {
    let folder = try TemporaryFolder()
    var generator = RandomKey(seed: 6).adding("merge").adding(number).generator()
    var first = try Store.store(folder)
    for _ in 0..<60 { first.apply(Store.change(&generator)) }
    try first.save()
    let base = Store.everything(first, Store.recordings)
    var (ours, theirs) = (base, base)
    var second = try Store.store(folder)
    for _ in 0..<generator.below(30) {
      let (own, other) = (Store.change(&generator), Store.change(&generator))
      #expect(first.apply(own) == Store.apply(own, to: &ours))
      #expect(second.apply(other) == Store.apply(other, to: &theirs))
    }
    try second.save()
    let outcome = generator.chance(0.5) ? try first.save() : first.refresh()
    let all = base.union(ours).union(theirs)
    let expected = all.filter { mark in
      let (before, own, other) = (base.contains(mark), ours.contains(mark), theirs.contains(mark))
      return own == before ? other : own
    }
    #expect(Store.everything(first, Store.recordings) == expected)
    // What was taken over leads from what there was here to what there is now.
    var replayed = ours
    for change in outcome.takenOver {
      let changed = Store.apply(change, to: &replayed)
      #expect(changed)
    }
    #expect(replayed == expected)
    try first.save()
    #expect(Store.everything(try Store.store(folder), Store.recordings) == expected)
    #expect(second.refresh().conflicts.isEmpty)
    #expect(Store.everything(second, Store.recordings) == expected)
  }

  @Test("rows that are not understood, and empty ones, are those of the last writer")
  func otherRows() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,1\nodd,x\n", as: "tags/GUN.csv")
    var store = try Store.store(folder)
    store.apply(.addTag(recording: "a", label: "GUN", offset: 90_000))
    try folder.write("b\na,1\nother,y,1\n", as: "tags/GUN.csv")
    let outcome = try store.save()
    #expect(outcome.takenOver.isEmpty && outcome.conflicts.isEmpty)
    #expect(try FileSystem.read(folder("tags/GUN.csv")) == bytes("a,1,90000\nb\nother,y,1\n"))
    #expect(store.issues.map(\.place) == ["\(folder("tags/GUN.csv")), row 3, column 2: other"])
  }

  @Test("one mark moved by both is there twice, and that is said; elsewhere and alike is no conflict")
  func conflicts() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,1000,50000,90000\nb,5\n", as: "tags/GUN.csv")
    try folder.write("a,0,100,cut\n", as: "tags/ignore.csv")
    var store = try Store.store(folder)
    func tag(_ offset: Int) -> AnnotationChange { .addTag(recording: "a", label: "GUN", offset: offset) }
    let ours = [tag(1000).inverse, tag(1010), tag(50000).inverse, tag(200_000)]
    for change in ours { store.apply(change) }
    store.apply(.addIgnored(IgnoredSpan(path: "a", start: 50, end: 200, reason: "")))
    try folder.write("a,990,90000,200000\nb,5,9\n", as: "tags/GUN.csv")
    try folder.write("a,0,100,cut\na,150,300,burst\n", as: "tags/ignore.csv")
    let outcome = try store.save()
    #expect(store.tags(of: "a", label: "GUN") == [990, 1010, 90000, 200_000])
    #expect(store.tags(of: "b", label: "GUN") == [5, 9])
    #expect(
      Set(outcome.takenOver) == [
        tag(990), .addTag(recording: "b", label: "GUN", offset: 9),
        .addIgnored(IgnoredSpan(path: "a", start: 150, end: 300, reason: "burst")),
      ])
    let conflict = try #require(outcome.conflicts.first)
    #expect(outcome.conflicts.count == 2)
    #expect(conflict.file == folder("tags/GUN.csv") && conflict.recording == "a")
    // Both took the mark at 1000 away; they differ about where it went.
    #expect(conflict.ours == [tag(1010)] && conflict.theirs == [tag(990)])
    #expect(
      conflict.warning.what == "1 marks were changed in the file by something else, next to 1 changed here")
    for change in conflict.theirs { store.apply(change.inverse) }
    try store.save()
    #expect(try FileSystem.read(folder("tags/GUN.csv")) == bytes("a,1010,90000,200000\nb,5,9\n"))
  }

  @Test(
    "a file that is gone or emptied is written anew with every mark, and that is said", arguments: [0, 1])
  func vanished(kind: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write("a,1\n", as: "tags/GUN.csv")
    try folder.write("a,2\n", as: "tags/ENV.csv")
    var store = try Store.store(folder)
    if kind == 0 {
      try FileSystem.remove(folder("tags/GUN.csv"))
    } else {
      try folder.write("\n", as: "tags/GUN.csv")
    }
    let outcome = store.refresh()
    #expect(outcome.vanished == [folder("tags/GUN.csv")] && outcome.takenOver.isEmpty)
    #expect(store.refresh().isQuiet && store.hasUnsavedChanges)
    #expect(try store.save().written == [folder("tags/GUN.csv")])
    #expect(try FileSystem.read(folder("tags/GUN.csv")) == bytes("a,1\n"))
    try FileSystem.removeAll(folder("tags"))
    store.apply(.addTag(recording: "b", label: "ENV", offset: 3))
    #expect(try store.save().vanished.count == 2)
    #expect(try FileSystem.read(folder("tags/ENV.csv")) == bytes("a,2\nb,3\n"))
  }

  @Test("a file that cannot be read is left as it is, and the others are written")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,1\n", as: "tags/ENV.csv")
    var store = try Store.store(folder)
    for label in ["ENV", "GUN"] { store.apply(.addTag(recording: "a", label: label, offset: 9)) }
    let content = [UInt8](repeating: 0, count: 50)
    try folder.write(content, as: "tags/ENV.csv")
    #expect(throws: AnnotationError.notText(folder("tags/ENV.csv"))) { try store.save() }
    #expect(try FileSystem.read(folder("tags/ENV.csv")) == content)
    #expect(try FileSystem.read(folder("tags/GUN.csv")) == bytes("a,9\n"))
    #expect(store.hasUnsavedChanges && store.tags(of: "a", label: "ENV") == [1, 9])
    try folder.write("a,1,40000\n", as: "tags/ENV.csv")
    try store.save()
    #expect(try FileSystem.read(folder("tags/ENV.csv")) == bytes("a,1,9,40000\n"))
    try FileSystem.remove(folder("tags/ENV.csv"))
    try FileSystem.makeFolder(folder("tags/ENV.csv"))
    #expect(store.refresh().failures.map(\.file) == [folder("tags/ENV.csv")])
  }

  @Test("tag files of other labels that others put there are read")
  func discovered() throws {
    let folder = try TemporaryFolder()
    var store = try Store.store(folder)
    #expect(store.refresh().isQuiet)
    store.apply(.addTag(recording: "a", label: "GUN", offset: 9))
    try folder.write("a,1\n", as: "tags/ENV.csv")
    try folder.write("a,2\n", as: "tags/GUN.csv")
    try folder.write("b,0,5,seen\n", as: "tags/reviewed.csv")
    let outcome = try store.save()
    #expect(store.labels == ["ENV", "GUN"])
    #expect(store.tags(of: "a", label: "ENV") == [1])
    #expect(try FileSystem.read(folder("tags/GUN.csv")) == bytes("a,2,9\n"))
    #expect(
      outcome.takenOver == [
        .addTag(recording: "a", label: "ENV", offset: 1), .addTag(recording: "a", label: "GUN", offset: 2),
        .addReviewed(ReviewedSpan(path: "b", start: 0, end: 5, how: .seen)),
      ])
  }

  @Test("several writers at once lose nothing of each other's")
  func together() throws {
    let folder = try TemporaryFolder()
    let (writers, rounds) = (4, 12)
    let failures = Parallel.map(writers, jobs: writers) { writer -> String? in
      do {
        var store = try AnnotationStore(folder: folder("tags"))
        for round in 0..<rounds {
          store.apply(.addTag(recording: "a", label: "GUN", offset: (round * writers + writer) * 1000))
          try store.save()
        }
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(failures.allSatisfy { $0 == nil }, "\(failures)")
    let store = try AnnotationStore(folder: folder("tags"))
    #expect(store.tags(of: "a", label: "GUN") == (0..<writers * rounds).map { $0 * 1000 })
    #expect(try FileSystem.names(in: folder("tags")) == ["GUN.csv"])
  }

  @Test("a copy is saved while the original goes on, and the original knows what is saved", arguments: 0..<12)
  func settling(number: Int) throws {
    let folder = try TemporaryFolder()
    var generator = RandomKey(seed: 7).adding("settle").adding(number).generator()
    var store = try Store.store(folder)
    var twin: Set<AnnotationChange> = []
    func change(_ count: Int) {
      for _ in 0..<count {
        let change = Store.change(&generator)
        #expect(store.apply(change) == Store.apply(change, to: &twin))
      }
    }
    for round in 0..<3 {
      change(40)
      let saving = store.saved()
      if round > 0 { change(generator.below(20)) }
      store.settle(saving)
      #expect(Store.everything(store, Store.recordings) == twin)
      if round == 0 { #expect(!store.hasUnsavedChanges) }
      try store.save()
      #expect(Store.everything(try Store.store(folder), Store.recordings) == twin)
    }
    // What others did while the copy was being saved is there too.
    var other = try Store.store(folder)
    let mark = AnnotationChange.addTag(recording: "elsewhere", label: "GUN", offset: 4)
    other.apply(mark)
    try other.save()
    change(10)
    let saving = store.saved()
    change(10)
    store.settle(saving)
    #expect(saving.outcome.takenOver == [mark])
    #expect(store.tags(of: "elsewhere", label: "GUN") == [4])
    #expect(Store.everything(store, Store.recordings) == twin)
    try store.save()
    #expect(Store.everything(try Store.store(folder), Store.recordings + ["elsewhere"]) == twin.union([mark]))
  }
}
