import Annotation
import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The state folder")
struct StateFolderTests {
  @Test("every way to a folder leads to the same journal, before it exists and after")
  func names() throws {
    let folder = try TemporaryFolder()
    try FileSystem.makeFolder(folder("real"))
    #expect(folder("link").withCString { symlink("real", $0) } == 0)
    let state = StateFolder(folder("state"))
    let before = try state.journal(of: folder("real/My tags"))
    #expect(try state.journal(of: folder("link/My tags")) == before)
    #expect(try state.journal(of: folder("real/./My tags/")) == before)
    try FileSystem.makeFolder(folder("real/My tags"))
    #expect(try state.journal(of: folder("link/My tags")) == before)
    #expect(try state.journal(of: folder("real/../real/My tags")) == before)
    #expect(before.folder == folder("state"))
    #expect(before.name.description.hasPrefix("Mytags-"))
    #expect(before.lowercasedExtension == "journal")
  }

  @Test("folders of one name in different places have different files, and each file its own")
  func apart() throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(folder("state"))
    let tags = [folder("a/tags"), folder("b/tags"), "tags", "", "/"]
    let files = try tags.flatMap {
      [try state.journal(of: $0), try state.lock(of: $0), try state.rejections(of: $0)]
    }
    #expect(Set(files).count == 15)
    let long = folder("").appending(Path(bytes: [UInt8](repeating: 0xFF, count: 250)))
    #expect(try state.lock(of: long).name.bytes.count < 100)
  }
}

@Suite("The lock")
struct AnnotationLockTests {
  @Test("the second one is told who has it, and gets it when the first is gone")
  func second() throws {
    let folder = try TemporaryFolder()
    let path = folder("state/tags.lock")
    for _ in 0..<2 {
      let first = try AnnotationLock.take(path)
      guard case .taken(let lock) = first else {
        Issue.record("\(first)")
        return
      }
      let second = try AnnotationLock.take(path)
      guard case .held(let holder?) = second else {
        Issue.record("\(second)")
        return
      }
      #expect(holder.process == Int(getpid()))
      #expect(abs(holder.since - time(nil)) < 100)
      #expect(!holder.host.isEmpty)
      #expect(holder.description.hasPrefix("process \(getpid()) on \(holder.host), since "))
      withExtendedLifetime(lock) {}
    }
  }

  @Test("whatever stands in the file, it is a lock", arguments: ["", "1 2", "a b c\n", "1 2 three four\n"])
  func content(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, as: "lock")
    let file = try FileSystem.status(folder("lock"))
    #expect(file.size == text.utf8.count)
    let number = folder("lock").withCString { open($0, O_RDWR) }
    defer { close(number) }
    #expect(flock(number, LOCK_EX | LOCK_NB) == 0)
    guard case .held(let holder) = try AnnotationLock.take(folder("lock")) else {
      Issue.record("taken twice")
      return
    }
    #expect((holder != nil) == (text == "1 2 three four\n"))
    #expect(flock(number, LOCK_UN) == 0)
    guard case .taken = try AnnotationLock.take(folder("lock")) else {
      Issue.record("not given back")
      return
    }
  }

  @Test("being refused is an error in three parts")
  func words() {
    let holder = AnnotationLock.Holder(process: 7, host: "range", since: 0)
    let error = AnnotationError.held(holder, tags: "Annotations")
    #expect(error.what.hasPrefix("another annotator has this folder open (process 7 on range, since 19"))
    #expect(error.place == "Annotations")
    #expect(AnnotationError.held(nil, tags: "x").what == "another annotator has this folder open")
  }
}
