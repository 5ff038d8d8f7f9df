import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Remembered digests")
struct DigestCacheTests {
  /// Writes a file whose time of change lies well in the past: a fresh one is not remembered.
  static func write(_ content: [UInt8], to path: Path, seconds: Int = 1_000_000_000) throws {
    try FileSystem.writePlain(content, to: path)
    let times = [timespec(tv_sec: seconds, tv_nsec: 5), timespec(tv_sec: seconds, tv_nsec: 5)]
    #expect(path.withCString { utimensat(AT_FDCWD, $0, times, 0) } == 0)
  }

  /// Makes the cache believe something false, so that a test sees whether it was asked.
  static func forge(_ memory: Path, _ digest: String) throws {
    var records = try FileSystem.read(memory).split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
    records = records.map { record in
      let key = String(record.prefix(64))
      return "\(key) \(digest) \(SHA256.hex(of: Array((key + digest).utf8)).prefix(8))"
    }
    try FileSystem.writePlain(bytes(records.joined(separator: "\n")), to: memory)
  }

  @Test("an unchanged file is not read again; a changed one is")
  func changes() throws {
    let folder = try TemporaryFolder()
    let cache = CacheFolder(folder("cache"))
    let file = folder("a")
    try Self.write([1], to: file)
    #expect(try DigestCache(folder: cache).sha256(of: file) == SHA256.hex(of: [1]))
    let forged = String(repeating: "0", count: 64)
    try Self.forge(folder("cache/digests"), forged)
    #expect(try DigestCache(folder: cache).sha256(of: file) == forged)
    try Self.write([2], to: file, seconds: 1_000_000_001)
    #expect(try DigestCache(folder: cache).sha256(of: file) == SHA256.hex(of: [2]))
    try Self.write([2, 3], to: file, seconds: 1_000_000_001)
    #expect(try DigestCache(folder: cache).sha256(of: file) == SHA256.hex(of: [2, 3]))
    try Self.write([4], to: folder("b"))
    #expect(try DigestCache(folder: cache).sha256(of: folder("b")) == SHA256.hex(of: [4]))
  }

  @Test("a file that changed just now is read each time")
  func fresh() throws {
    let folder = try TemporaryFolder()
    let cache = DigestCache(folder: CacheFolder(folder("cache")))
    try FileSystem.writePlain([1], to: folder("a"))
    #expect(try cache.sha256(of: folder("a")) == SHA256.hex(of: [1]))
    #expect(!FileSystem.exists(folder("cache/digests")))
  }

  @Test(
    "a damaged memory is an empty one",
    arguments: ["", "\n\n", "x", "a b c\n", "\u{0}\u{1}", String(repeating: "0", count: 64) + " x y"])
  func damaged(memory: String) throws {
    let folder = try TemporaryFolder()
    try FileSystem.makeFolder(folder("cache"))
    try FileSystem.writePlain(bytes(memory), to: folder("cache/digests"))
    try Self.write([1], to: folder("a"))
    for _ in 0..<2 {
      let cache = DigestCache(folder: CacheFolder(folder("cache")))
      #expect(try cache.sha256(of: folder("a")) == SHA256.hex(of: [1]))
    }
  }

  @Test("a record with one wrong byte is not believed", arguments: [0, 30, 64, 65, 100, 130])
  func flipped(position: Int) throws {
    let folder = try TemporaryFolder()
    let cache = CacheFolder(folder("cache"))
    try Self.write([1], to: folder("a"))
    _ = try DigestCache(folder: cache).sha256(of: folder("a"))
    var memory = try FileSystem.read(folder("cache/digests"))
    memory[1 + position] ^= 1
    try FileSystem.writePlain(memory, to: folder("cache/digests"))
    #expect(try DigestCache(folder: cache).sha256(of: folder("a")) == SHA256.hex(of: [1]))
  }

  @Test("many threads, and several caches on one folder as several processes have them")
  func sharing() throws {
    let folder = try TemporaryFolder()
    let files = (0..<20).map { folder("\($0)") }
    for (index, file) in files.enumerated() { try Self.write([UInt8(index)], to: file) }
    let caches = (0..<3).map { _ in DigestCache(folder: CacheFolder(folder("cache"))) }
    let digests = try Parallel.tryMap(120, jobs: 8) { try caches[$0 % 3].sha256(of: files[$0 % 20]) }
    #expect(digests == (0..<120).map { SHA256.hex(of: [UInt8($0 % 20)]) })
    // All records are whole: a fourth believes every one of them.
    let forged = String(repeating: "f", count: 64)
    try Self.forge(folder("cache/digests"), forged)
    let fourth = DigestCache(folder: CacheFolder(folder("cache")))
    #expect(try files.allSatisfy { try fourth.sha256(of: $0) == forged })
  }

  @Test("without a cache folder, and for what is no file")
  func without() throws {
    let folder = try TemporaryFolder()
    try Self.write([1], to: folder("a"))
    let cache = DigestCache(folder: CacheFolder(nil))
    for _ in 0..<2 { #expect(try cache.sha256(of: folder("a")) == SHA256.hex(of: [1])) }
    #expect(try cache.sha256(of: "/dev/null") == SHA256.hex(of: [UInt8]()))
    #expect(throws: FileError.notFound(folder("b"))) { try cache.sha256(of: folder("b")) }
    #expect(throws: FileError.isFolder(folder.path)) { try cache.sha256(of: folder.path) }
  }
}
