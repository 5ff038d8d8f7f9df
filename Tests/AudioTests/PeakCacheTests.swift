import Audio
import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Pyramids kept from run to run")
struct PeakCacheTests {
  private let folder: TemporaryFolder
  private let path: Path
  private var cache: CacheFolder { CacheFolder(folder.path.appending("cache")) }

  init() throws {
    folder = try TemporaryFolder()
    path = try folder.write(
      MadeSound.wav(rate: 8000, data: MadeSound.bytes(MadeSound.integers(1 << 20, seed: 1))), as: "a.wav")
    try age(path, by: 100)
  }

  /// Makes a file look older.
  private func age(_ path: Path, by seconds: Int) throws {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    now.tv_sec -= seconds
    let times = [now, now]
    try #require(path.withCString { utimensat(AT_FDCWD, $0, times, 0) } == 0)
  }

  private func kept() throws -> [Path] {
    let peaks = folder.path.appending("cache/peaks")
    return try FileSystem.exists(peaks) ? FileSystem.files(below: peaks).map { peaks.appending($0) } : []
  }

  private func columns(_ pyramid: PeakPyramid) throws -> [Peak] {
    try pyramid.peaks(0..<pyramid.frames, columns: 77)
  }

  @Test("what was built is found again, under any name of the recording")
  func found() throws {
    #expect(PeakPyramid.cached(path, cache: cache) == nil)
    let built = try PeakPyramid.build(path, cache: cache)
    let found = try #require(PeakPyramid.cached(path, cache: cache))
    #expect(try columns(found) == columns(built))
    #expect(found.frames == 1 << 20 && found.sampleRate == 8000)
    try FileSystem.rename(path, to: folder.path.appending("b.wav"))
    #expect(PeakPyramid.cached(folder.path.appending("b.wav"), cache: cache) != nil)
    #expect(PeakPyramid.cached(path, cache: cache) == nil)
    #expect(try FileSystem.files(below: folder.path.appending("cache")).count == 1)
  }

  @Test("what is found counts as used from then on")
  func isUsed() throws {
    _ = try PeakPyramid.build(path, cache: cache)
    let file = try #require(kept().first)
    try age(file, by: 5000)
    let before = try FileSystem.status(file).modified
    #expect(PeakPyramid.cached(path, cache: cache) != nil)
    #expect(try FileSystem.status(file).modified - before > 4000 * 1_000_000_000)
  }

  @Test("what is found is not built again")
  func used() throws {
    _ = try PeakPyramid.build(path, cache: cache)
    // With what was kept even a building that nobody wants comes to its end.
    #expect(throws: Never.self) { try PeakPyramid.build(path, cache: cache, isCancelled: { true }) }
  }

  @Test("a recording with other bytes, another length or a later time is another recording")
  func changed() throws {
    _ = try PeakPyramid.build(path, cache: cache)
    let bytes = try FileSystem.read(path)
    func write(_ bytes: [UInt8], age seconds: Int) throws {
      try FileSystem.writePlain(bytes, to: path)
      try age(path, by: seconds)
    }
    var status = stat()
    try #require(path.withCString { stat($0, &status) } == 0)
    // The time put back exactly, one byte of the first that are looked at changed.
    var other = bytes
    other[60] ^= 1
    try FileSystem.writePlain(other, to: path)
    let times = [status.st_mtim, status.st_mtim]
    try #require(path.withCString { utimensat(AT_FDCWD, $0, times, 0) } == 0)
    #expect(PeakPyramid.cached(path, cache: cache) == nil)
    try FileSystem.writePlain(bytes, to: path)
    try #require(path.withCString { utimensat(AT_FDCWD, $0, times, 0) } == 0)
    #expect(PeakPyramid.cached(path, cache: cache) != nil)
    try write(bytes, age: 99)
    #expect(PeakPyramid.cached(path, cache: cache) == nil)
    try write(bytes + [0, 0], age: 100)
    #expect(PeakPyramid.cached(path, cache: cache) == nil)
  }

  @Test("what has just been written may still change, and short recordings are quickly read: neither is kept")
  func notKept() throws {
    try age(path, by: 0)
    _ = try PeakPyramid.build(path, cache: cache)
    let short = try folder.write(MadeSound.wav(rate: 8000, data: [1, 0, 2, 0]), as: "b.wav")
    try age(short, by: 100)
    _ = try PeakPyramid.build(short, cache: cache)
    #expect(try kept() == [])
  }

  @Test("torn, damaged and foreign files are as if they were not there", arguments: 0..<60)
  func hostile(seed: Int) throws {
    let built = try PeakPyramid.build(path, cache: cache)
    let file = try #require(kept().first)
    let bytes = try FileSystem.read(file)
    var generator = RandomKey(seed: UInt64(seed)).adding("hostile").generator()
    var harmed = bytes
    switch seed % 4 {
    case 0: harmed.removeLast(1 + generator.below(bytes.count))
    case 1: harmed += MadeSound.bytes(MadeSound.integers(1 + generator.below(1000), seed: UInt64(seed)))
    case 2: harmed[generator.below(bytes.count)] ^= UInt8(1 << generator.below(8))
    default:
      // With a digest of its own, and a header that claims something else.
      let field = [8, 12, 16, 24, 32][seed / 4 % 5]
      for place in field..<field + 4 { harmed[place] = UInt8(truncatingIfNeeded: generator.next()) }
      harmed.removeLast(64)
      harmed += Array(SHA256.hex(of: harmed).utf8)
    }
    try FileSystem.writePlain(harmed, to: file)
    let found = PeakPyramid.cached(path, cache: cache)
    // A sample rate cannot be told from another one; nobody indexes with it.
    if let found { #expect(seed % 4 == 3 && found.frames == built.frames) }
    #expect(try columns(PeakPyramid.build(path, cache: cache)) == columns(built))
  }

  @Test("peaks that are no numbers, though with the right digest, are shown as silence")
  func strangeNumbers() throws {
    let built = try PeakPyramid.build(path, cache: cache)
    let file = try #require(kept().first)
    var bytes = try FileSystem.read(file).dropLast(64)
    for place in 96..<bytes.count { bytes[place] = 0xFF }
    try FileSystem.writePlain(Array(bytes) + Array(SHA256.hex(of: Array(bytes)).utf8), to: file)
    let found = try #require(PeakPyramid.cached(path, cache: cache))
    #expect(try found.peaks(0..<built.frames, columns: 9).allSatisfy { $0 == Peak(low: 0, high: 0) })
  }

  @Test("a cache that cannot be written is done without")
  func unwritable() throws {
    let blocked = try folder.write("a file", as: "file")
    let built = try PeakPyramid.build(path, cache: CacheFolder(blocked))
    #expect(built.frames == 1 << 20)
    #expect(PeakPyramid.cached(path, cache: CacheFolder(blocked)) == nil)
  }
}
