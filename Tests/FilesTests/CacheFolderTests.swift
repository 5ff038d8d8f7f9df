import Basis
import Files
import TestSupport
import Testing

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

  @Test("the user's cache has an absolute path, or none")
  func standard() {
    let path = CacheFolder.standard.path
    #expect(path.map { $0.isAbsolute && $0.name == "shotmark" } ?? true)
  }
}
