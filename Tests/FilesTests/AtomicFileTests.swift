import Basis
import Files
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Files are replaced as a whole")
struct AtomicFileTests {
  @Test("a new file, and the next content of an old one with its permissions")
  func replacing() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(bytes("one"), to: folder("a"))
    #expect(try FileSystem.read(folder("a")) == bytes("one"))
    #expect(chmod(folder("a").description, 0o640) == 0)
    try AtomicFile.write(bytes("two"), to: folder("a"))
    #expect(try FileSystem.read(folder("a")) == bytes("two"))
    var info = stat()
    #expect(stat(folder("a").description, &info) == 0)
    #expect(info.st_mode & 0o777 == 0o640)
    #expect(!FileSystem.exists(folder(".a.tmp")))
  }

  @Test("a link goes on pointing at its file, also at one that is not there yet")
  func links() throws {
    let folder = try TemporaryFolder()
    try FileSystem.makeFolder(folder("there"))
    #expect(symlink("there/b", folder("a").description) == 0)
    #expect(symlink("a", folder("c").description) == 0)
    for content in ["one", "two"] {
      try AtomicFile.write(bytes(content), to: folder("c"))
      #expect(try FileSystem.read(folder("there/b")) == bytes(content))
    }
    #expect(try FileSystem.resolved(folder("c")) == FileSystem.resolved(folder("there/b")))
    #expect(symlink("loop", folder("loop").description) == 0)
    #expect(throws: FileError.self) { try AtomicFile.write([], to: folder("loop")) }
  }

  @Test("dropped or failed, the old content stands and nothing is left beside it")
  func dropping() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(bytes("old"), to: folder("a"))
    do {
      let replacement = try FileReplacement(of: folder("a"))
      try replacement.append(bytes("half of the ne"))
      #expect(FileSystem.exists(folder(".a.tmp")))
    }
    #expect(!FileSystem.exists(folder(".a.tmp")))
    #expect(try folder.contents() == ["a": bytes("old")])
    #expect(throws: FileError.notFound(folder("no/a"))) { try AtomicFile.write([], to: folder("no/a")) }
    #expect(throws: FileError.isFolder(folder.path)) { try AtomicFile.write([], to: folder.path) }
    #expect(throws: FileError.diskFull("/dev/full")) { try AtomicFile.write([1], to: "/dev/full") }
    try AtomicFile.write([1], to: "/dev/null")
  }

  @Test("what a killed run left behind is removed, even where it is a link to something precious")
  func stale() throws {
    let folder = try TemporaryFolder()
    try FileSystem.writePlain(bytes("a longer rest"), to: folder(".a.tmp"))
    try AtomicFile.write(bytes("new"), to: folder("a"))
    try FileSystem.writePlain(bytes("precious"), to: folder("b"))
    #expect(symlink("b", folder(".a.tmp").description) == 0)
    try AtomicFile.write(bytes("newer"), to: folder("a"))
    #expect(try folder.contents() == ["a": bytes("newer"), "b": bytes("precious")])
    #expect(!FileSystem.exists(folder(".a.tmp")))
  }

  @Test("what stands in the way and cannot be removed is an error, not an endless wait")
  func inTheWay() throws {
    let folder = try TemporaryFolder()
    #expect(symlink("nowhere", folder(".a.tmp").description) == 0)
    try AtomicFile.write(bytes("one"), to: folder("a"))
    #expect(mkfifo(folder(".a.tmp").description, 0o600) == 0)
    try AtomicFile.write(bytes("two"), to: folder("a"))
    #expect(try FileSystem.read(folder("a")) == bytes("two"))
    try FileSystem.makeFolder(folder(".a.tmp/full"))
    #expect(throws: FileError.exists(folder(".a.tmp"))) { try AtomicFile.write([], to: folder("a")) }
    #expect(try FileSystem.read(folder("a")) == bytes("two"))
  }

  @Test(
    "what writing would end in is told before: folders and files in the way, and folders that are missing")
  func checked() throws {
    let folder = try TemporaryFolder()
    try folder.write("-", as: "file")
    try FileSystem.makeFolder(folder.path.appending("folder"))
    func check(_ name: Path, makesFolders: Bool = false) throws {
      try AtomicFile.check(folder.path.appending(name), makesFolders: makesFolders)
    }
    for name in ["file", "new", "folder/new"] as [Path] {
      try check(name)
      try check(name, makesFolders: true)
    }
    try check("a/b/new", makesFolders: true)
    try AtomicFile.check("new", makesFolders: true)
    try AtomicFile.check("/dev/null")
    #expect(throws: FileError.isFolder(folder.path.appending("folder"))) { try check("folder") }
    #expect(throws: FileError.notFound(folder.path.appending("a"))) { try check("a/new") }
    for makesFolders in [false, true] {
      let error = #expect(throws: FileError.self) { try check("file/new", makesFolders: makesFolders) }
      #expect(error == .isNotFolder(folder.path.appending("file")))
    }
    #expect(throws: FileError.isNotFolder(folder.path.appending("file"))) {
      try check("file/a/b/new", makesFolders: true)
    }
    #expect(try FileSystem.names(in: folder.path).sorted() == ["file", "folder"])
  }

  @Test("names as long as the system allows")
  func longNames() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "x", count: 255)
    for content in ["one", "two"] { try AtomicFile.write(bytes(content), to: folder(name)) }
    #expect(try folder.contents() == [name: bytes("two")])
  }

  @Test("whoever reads while many write meets one whole content")
  func concurrency() throws {
    let folder = try TemporaryFolder()
    let path = folder("a")
    try AtomicFile.write([UInt8](repeating: 0, count: 5000), to: path)
    let torn = Atomic<Int>(0)
    Parallel.forEach(64, jobs: 8) { index in
      let content = [UInt8](repeating: UInt8(index), count: 5000 + index)
      do {
        if index.isMultiple(of: 2) { try AtomicFile.write(content, to: path) }
        let seen = try FileSystem.read(path)
        let isWhole = Set(seen).count == 1 && seen.count == 5000 + Int(seen[0])
        if !isWhole { torn.add(1, ordering: .relaxed) }
      } catch {
        torn.add(1, ordering: .relaxed)
      }
    }
    #expect(torn.load(ordering: .relaxed) == 0)
    #expect(!FileSystem.exists(folder(".a.tmp")))
  }
}
