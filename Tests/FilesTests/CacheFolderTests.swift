import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("A cache never fails")
struct CacheFolderTests {
  @Test("what is kept is found again")
  func keeping() throws {
    let folder = try TemporaryFolder()
    let cache = CacheFolder(folder("deep/shotmark"))
    #expect(cache.read("a/b") == nil)
    #expect(cache.write(bytes("x"), as: "a/b"))
    #expect(cache.read("a/b") == bytes("x"))
    #expect(cache.read("a/b", limit: 0) == nil)
  }

  @Test("where nothing can be written, nothing is kept, and nobody hears of it")
  func unwritable() throws {
    #expect(!CacheFolder(nil).write([1], as: "a"))
    #expect(CacheFolder(nil).read("a") == nil)
    let folder = try TemporaryFolder()
    try FileSystem.writePlain([], to: folder("file"))
    #expect(!CacheFolder(folder("file/cache")).write([1], as: "a"))
  }

  /// Makes a file of so many bytes that was last used so many hours ago.
  private func keep(_ name: String, _ size: Int, hoursAgo: Int, in cache: CacheFolder) throws {
    #expect(cache.write([UInt8](repeating: 1, count: size), as: Path(name)))
    let path = try #require(cache.path).appending(name)
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    time.tv_sec -= 3600 * hoursAgo
    try #require(path.withCString { utimensat(AT_FDCWD, $0, [time, time], 0) } == 0)
  }

  @Test("pruned, it keeps what was used last, as much as there is room for")
  func pruning() throws {
    let folder = try TemporaryFolder()
    let cache = CacheFolder(folder("cache"))
    for (name, hours) in [("a", 5), ("b", 4), ("c", 3), ("d", 2)] {
      try keep("peaks/" + name, 100, hoursAgo: hours, in: cache)
    }
    try keep("other", 1000, hoursAgo: 90, in: cache)
    try keep("peaks/.gone.tmp", 10, hoursAgo: 30, in: cache)
    try keep("peaks/.writing.tmp", 10, hoursAgo: 1, in: cache)
    cache.touch("peaks/a")
    cache.prune("peaks", to: 310)
    let left = try FileSystem.names(in: folder("cache/peaks")).map(\.description).sorted()
    #expect(left == ["a", "c", "d"])
    #expect(FileSystem.exists(folder("cache/peaks/.writing.tmp")))
    #expect(!FileSystem.exists(folder("cache/peaks/.gone.tmp")))
    #expect(cache.read("other") != nil)
    cache.prune("peaks", to: 0)
    #expect(cache.read("peaks/a") != nil && cache.read("peaks/c") == nil)
    cache.prune("nowhere", to: 0)
    CacheFolder(nil).prune("peaks", to: 0)
  }

  @Test("the user's cache has an absolute path, or none")
  func standard() {
    let path = CacheFolder.standard.path
    #expect(path.map { $0.isAbsolute && $0.name == "shotmark" } ?? true)
  }
}
