import Basis
import Dispatch
import Files
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Changes of a folder that happen as a whole")
struct FolderTransactionTests {
  /// Where a test lets the process die.
  struct Killed: Error {}

  static let before: [String: [UInt8]] = ["a": bytes("old"), "b": bytes("gone"), "deep/c": bytes("kept")]
  static let after: [String: [UInt8]] = [
    "a": bytes("new"), "x/y/z": [], "link": bytes("kept"), "deep/c": bytes("kept"),
  ]

  static func prepared() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (path, content) in before {
      try folder.write(content, as: Path(path))
    }
    return folder
  }

  /// The whole change, dying at the step of this number.
  static func change(_ folder: TemporaryFolder, dyingAt death: Int) throws -> Int {
    let steps = Counter()
    var transaction = try FolderTransaction(folder.path)
    transaction.beforeStep = { _ in try steps.step(dyingAt: death) }
    try transaction.stage(bytes("new"), as: "a")
    try transaction.stage([UInt8](), as: "x/y/z")
    try transaction.stage(linkTo: folder("deep/c"), as: "link")
    try transaction.stageRemoval(of: "b")
    try transaction.stageRemoval(of: "never there")
    try transaction.commit()
    return steps.count
  }

  final class Counter {
    var count = 0
    func step(dyingAt death: Int) throws {
      if count == death { throw Killed() }
      count += 1
    }
  }

  @Test("a committed change")
  func commit() throws {
    let folder = try Self.prepared()
    #expect(try Self.change(folder, dyingAt: .max) == 14)
    #expect(try folder.contents() == Self.after)
    #expect(!FileSystem.exists(folder(".pending")))
    #expect(try !FolderTransaction.recover(folder.path))
  }

  @Test("killed before any of its steps, it has happened or not, never half", arguments: 0..<14)
  func killed(death: Int) throws {
    let folder = try Self.prepared()
    #expect(throws: Killed.self) { try Self.change(folder, dyingAt: death) }
    // The log stands from the eighth step on: five were staging, then flushing and committing. Once it has
    // been removed again, there is nothing to finish.
    let isCommitted = death >= 7
    #expect(try FolderTransaction.recover(folder.path) == (isCommitted && death < 13))
    #expect(try folder.contents() == (isCommitted ? Self.after : Self.before))
    #expect(!FileSystem.exists(folder(".pending")))
  }

  @Test("killed while recovering, it is recovered the next time", arguments: 0..<7)
  func killedTwice(death: Int) throws {
    let folder = try Self.prepared()
    #expect(throws: Killed.self) { try Self.change(folder, dyingAt: 8) }
    let steps = Counter()
    #expect(throws: Killed.self) {
      try FolderTransaction.recover(folder.path) { _ in try steps.step(dyingAt: death) }
    }
    try FolderTransaction.recover(folder.path)
    #expect(try folder.contents() == Self.after)
    #expect(!FileSystem.exists(folder(".pending")))
  }

  @Test("the next change recovers the one before it")
  func chained() throws {
    let folder = try Self.prepared()
    #expect(throws: Killed.self) { try Self.change(folder, dyingAt: 7) }
    var transaction = try FolderTransaction(folder.path)
    #expect(try FileSystem.read(folder("a")) == bytes("new"))
    try transaction.stage(bytes("newest"), as: "a")
    try transaction.abandon()
    #expect(try folder.contents() == Self.after)
  }

  @Test("two changes at a time are refused, and so is recovering under one")
  func locking() throws {
    let folder = try Self.prepared()
    var transaction = try FolderTransaction(folder.path)
    try transaction.stage(bytes("new"), as: "a")
    #expect(throws: FileError.busy(folder.path)) { try FolderTransaction(folder.path) }
    #expect(throws: FileError.busy(folder.path)) { try FolderTransaction.recover(folder.path) }
    try transaction.commit()
    #expect(try FileSystem.read(folder("a")) == bytes("new"))
  }

  @Test(
    "paths that lead out of the folder, or into its log",
    arguments: ["/a", "../a", "x/../../a", "", ".", ".pending/0"])
  func outside(path: String) throws {
    let folder = try TemporaryFolder()
    var transaction = try FolderTransaction(folder.path)
    #expect(throws: FileError.outside(Path(path), folder: folder.path)) {
      try transaction.stage([UInt8](), as: Path(path))
    }
  }

  @Test(
    "a log that is damaged, or leads out of the folder, changes nothing",
    arguments: [
      "", "put,0,a\n", "put,0,a\nend,2\n", "put,0\nend,1\n", "move,0,a\nend,1\n", "put,../0,a\nend,1\n",
      "remove,,../victim\nend,1\n", "remove,,/etc/none\nend,1\n", "\"put,0,a\nend,1\n", "end,0,0\n",
    ])
  func hostileLog(log: String) throws {
    let folder = try TemporaryFolder()
    try FileSystem.writePlain([1], to: folder("victim"))
    try FileSystem.makeFolder(folder("set/.pending"))
    try FileSystem.writePlain([2], to: folder("set/.pending/0"))
    try FileSystem.writePlain(bytes(log), to: folder("set/.pending/COMMIT"))
    #expect(throws: FileError.self) { try FolderTransaction.recover(folder("set")) }
    #expect(try folder.contents() == ["victim": [1]])
  }

  @Test("names with every byte but zero and slash")
  func names() throws {
    let folder = try TemporaryFolder()
    let name = Path(bytes: (1...255).map { UInt8($0) }.filter { $0 != 0x2F }.prefix(200))
    for path in [name, Path("a \"b\",\r\nc/ d ")] {
      var transaction = try FolderTransaction(folder.path)
      try transaction.stage(name.bytes, as: path)
      transaction.beforeStep = { if case .applying = $0 { throw Killed() } }
      #expect(throws: Killed.self) { try transaction.commit() }
      try FolderTransaction.recover(folder.path)
      #expect(try FileSystem.read(folder.path.appending(path)) == name.bytes)
    }
  }

  @Test("a folder that has been given back is free at once, also while other programs are being started")
  func releasedAmongForks() throws {
    let folder = try Self.prepared()
    let isOver = Atomic<Bool>(false)
    // A child holds what is open here from its fork until it is another program.
    DispatchQueue.global().async {
      while !isOver.load(ordering: .relaxed) {
        var child: pid_t = 0
        let path = strdup("/bin/true")
        var words: [UnsafeMutablePointer<CChar>?] = [path, nil]
        if posix_spawn(&child, "/bin/true", nil, nil, &words, nil) == 0 { waitpid(child, nil, 0) }
        free(path)
      }
    }
    defer { isOver.store(true, ordering: .relaxed) }
    for _ in 0..<500 { try FolderTransaction(folder.path).abandon() }
  }
}
