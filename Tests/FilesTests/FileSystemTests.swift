import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The system's calls")
struct FileSystemTests {
  @Test("reading: sizes around the buffer's, and the limit", arguments: [0, 1, 65535, 65536, 65537, 300_000])
  func reading(size: Int) throws {
    let folder = try TemporaryFolder()
    let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try FileSystem.writePlain(content, to: folder("a"))
    #expect(try FileSystem.read(folder("a")) == content)
    #expect(try FileSystem.read(folder("a"), limit: size) == content)
    #expect(try FileSystem.status(folder("a")).size == size)
    if size > 0 {
      #expect(throws: FileError.tooLarge(folder("a"), limit: size - 1)) {
        try FileSystem.read(folder("a"), limit: size - 1)
      }
    }
  }

  @Test("a file whose size the system does not know is read to its end, or to the limit")
  func unknownSize() throws {
    #expect(try !FileSystem.read("/proc/self/maps").isEmpty)
    #expect(throws: FileError.tooLarge("/dev/zero", limit: 100_000)) {
      try FileSystem.read("/dev/zero", limit: 100_000)
    }
  }

  @Test("what is not there, is a folder, or cannot be written says so")
  func errors() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileError.notFound(folder("a"))) { try FileSystem.read(folder("a")) }
    #expect(throws: FileError.isFolder(folder.path)) { try FileSystem.read(folder.path) }
    #expect(throws: FileError.diskFull("/dev/full")) { try FileSystem.writePlain([1], to: "/dev/full") }
    #expect(FileSystem.exists("/dev/full"))
    try FileSystem.writePlain([1], to: folder("file"))
    #expect(throws: FileError.isNotFolder(folder("file/a"))) { try FileSystem.read(folder("file/a")) }
    #expect(throws: FileError.isNotFolder(folder("file"))) { try FileSystem.makeFolder(folder("file")) }
    #expect(throws: FileError.isNotFolder(folder("file"))) { try FileSystem.files(below: folder("file")) }
    let error = FileError.io("a/b", operation: "reading", code: EIO)
    #expect(
      error.description
        == "error: reading failed: Input/output error\n   at: a/b\n  fix: check the disk and run again")
  }

  @Test("a plain write leaves the other names of the file alone, and writes through a link")
  func writingBesideLinks() throws {
    let folder = try TemporaryFolder()
    try FileSystem.writePlain(bytes("original"), to: folder("a"))
    try FileSystem.hardLink(folder("a"), to: folder("b"))
    try FileSystem.writePlain(bytes("new"), to: folder("b"))
    #expect(try FileSystem.read(folder("a")) == bytes("original"))
    #expect(try FileSystem.read(folder("b")) == bytes("new"))
    #expect(symlink("a", folder("c").description) == 0)
    try FileSystem.writePlain(bytes("x"), to: folder("c"))
    #expect(try FileSystem.read(folder("a")) == bytes("x"))
  }

  @Test("folders with their parents, also where they exist")
  func folders() throws {
    let folder = try TemporaryFolder()
    for _ in 0..<2 { try FileSystem.makeFolder(folder("a/b//c/")) }
    #expect(FileSystem.isFolder(folder("a/b/c")))
    try FileSystem.synchronize(folder: folder("a"))
    #expect(throws: FileError.exists(folder("a"))) { try FileSystem.remove(folder("a")) }
    try FileSystem.removeAll(folder("a"))
    #expect(!FileSystem.exists(folder("a")))
  }

  @Test("removing a folder does not follow links out of it")
  func removingLinks() throws {
    let folder = try TemporaryFolder()
    try FileSystem.makeFolder(folder("kept"))
    try FileSystem.makeFolder(folder("gone"))
    try FileSystem.writePlain([1], to: folder("kept/a"))
    #expect(symlink("../kept", folder("gone/link").description) == 0)
    #expect(symlink("kept", folder("link").description) == 0)
    try FileSystem.removeAll(folder("gone"))
    try FileSystem.removeAll(folder("link"))
    #expect(try folder.contents() == ["kept/a": [1]])
  }
}

@Suite("Lists of files")
struct FolderListingTests {
  @Test("sorted by bytes, relative, without hidden ones, whatever the names hold")
  func order() throws {
    let folder = try TemporaryFolder()
    let strange = Path(bytes: [0x7A, 0xFF, 0x0A, 0x2C, 0x22])
    let names: [Path] = ["b", "a/x.wav", "a.wav", "a/é (1).WAV", strange, "B/c/d/e"]
    for name in names + [".hidden", "a/.hidden/x", ".git/x"] {
      try FileSystem.makeFolder(folder.path.appending(name).folder)
      try FileSystem.writePlain([], to: folder.path.appending(name))
    }
    #expect(try FileSystem.files(below: folder.path) == names.sorted())
    #expect(
      try FileSystem.files(below: folder("a/")) { $0.lowercasedExtension == "wav" } == ["x.wav", "é (1).WAV"])
  }

  @Test("links that go in circles end, and nothing is listed twice")
  func loops() throws {
    let folder = try TemporaryFolder()
    for name in ["a/1", "b/2"] {
      try FileSystem.makeFolder(folder(name).folder)
      try FileSystem.writePlain([], to: folder(name))
    }
    for (target, name) in [
      ("..", "a/up"), ("../b", "a/0b"), ("../a", "b/a"), (".", "self"), ("loop", "loop"),
      ("none", "dangling"),
      ("1", "a/one"),
    ] {
      #expect(symlink(target, folder(name).description) == 0)
    }
    #expect(mkfifo(folder("pipe").description, 0o600) == 0)
    #expect(try FileSystem.files(below: folder.path) == ["a/1", "a/one", "b/2", "dangling", "loop"])
    // A folder that is only reached by a link is followed.
    #expect(try FileSystem.files(below: folder("a")) { $0.name == "2" } == ["0b/2"])
  }

  @Test("a folder that cannot be read stops the walk, or is reported", .enabled(if: geteuid() != 0))
  func unreadable() throws {
    // Skipped for root, who may read everything.
    let folder = try TemporaryFolder()
    try FileSystem.makeFolder(folder("closed"))
    try FileSystem.writePlain([], to: folder("open"))
    #expect(chmod(folder("closed").description, 0) == 0)
    defer { chmod(folder("closed").description, 0o700) }
    #expect(throws: FileError.noPermission(folder("closed"))) { try FileSystem.files(below: folder.path) }
    var reported: [FileError] = []
    #expect(try FileSystem.files(below: folder.path, unreadable: { reported.append($0) }) == ["open"])
    #expect(reported == [.noPermission(folder("closed"))])
  }
}
