import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// What tells a recording's content without reading all of it: size, time of change, and bytes here and there.
struct PeakCacheKey: Equatable {
  /// SHA-256 in hexadecimal.
  let digest: String
  private let modified: Int64

  private static let samples = 16
  private static let sampleLength = 4096

  /// `nil` where the file cannot be read.
  init?(_ path: Path) {
    guard let status = try? FileSystem.status(path), status.isRegular,
      let file = try? Descriptor(path, O_RDONLY)
    else { return nil }
    let digest = RunningDigest()
    digest.append(Array("\(status.size) \(status.modified)\n".utf8))
    var bytes = [UInt8](repeating: 0, count: PeakCacheKey.sampleLength)
    let last = max(0, status.size - PeakCacheKey.sampleLength)
    for number in 0..<PeakCacheKey.samples {
      let (part, rest) = last.quotientAndRemainder(dividingBy: PeakCacheKey.samples - 1)
      let offset = number * part + number * rest / (PeakCacheKey.samples - 1)
      let got = file.withNumber { descriptor in
        bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
      }
      guard got >= 0 else { return nil }
      bytes.withUnsafeBytes { digest.append(UnsafeRawBufferPointer(rebasing: $0[..<got])) }
    }
    modified = status.modified
    self.digest = digest.hex()
  }

  /// Whether a change from now on would show in the file's time: file systems count it in steps of up to two seconds.
  var isSettled: Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) &* 1_000_000_000 &+ Int64(now.tv_nsec) &- modified > 2_000_000_000
  }
}

/// Pyramids kept from one run to the next, a file each: `peaks/KEY`.
///
/// A file is 8 bytes `SHOTPEAK`, then as little-endian numbers the version (4 bytes), the sample rate (4), the frames (8),
/// the frames in a block (8), then the recording's key (64), the peaks of the finest level (4 bytes low, 4 bytes high
/// each), and a SHA-256 of all that (64, hexadecimal). What differs in anything is as if it were not there.
///
/// Those that were used longest ago go when all of them together take more than 2 GiB.
struct PeakCache {
  /// Building anything shorter takes no time.
  static let leastFrames = 1 << 20

  private static let magic = Array("SHOTPEAK".utf8)
  private static let version: UInt32 = 1
  private static let headerLength = 96
  private static let digestLength = 64

  private static let peaks: Path = "peaks"

  private let folder: CacheFolder
  /// Bytes that all pyramids may take together: some 130 of ten hours at 48 kHz.
  private let limit: Int

  init(_ folder: CacheFolder, limit: Int = 2 << 30) { (self.folder, self.limit) = (folder, limit) }

  private static func name(_ key: PeakCacheKey) -> Path { peaks.appending(key.digest) }

  /// The longest file that can be right.
  private static let longest = headerLength + 8 * PeakResolution.standard.mostBlocks + digestLength

  func read(_ key: PeakCacheKey) -> PeakPyramid? {
    let name = PeakCache.name(key)
    let pyramid = folder.read(name, limit: PeakCache.longest).flatMap { PeakCache.pyramid($0, key) }
    if pyramid != nil { folder.touch(name) }
    return pyramid
  }

  private static func pyramid(_ file: [UInt8], _ key: PeakCacheKey) -> PeakPyramid? {
    file.withUnsafeBytes { bytes in
      let end = bytes.count - digestLength
      guard end >= headerLength, bytes.starts(with: magic), bytes[32..<96].elementsEqual(key.digest.utf8),
        number(UInt32.self, bytes, at: 8) == version,
        bytes[end...].elementsEqual(SHA256.hex(of: UnsafeRawBufferPointer(rebasing: bytes[..<end])).utf8),
        let rate = Int(exactly: number(UInt32.self, bytes, at: 12)), rate > 0,
        let frames = Int(exactly: number(UInt64.self, bytes, at: 16)), frames <= 1 << 46,
        let length = Int(exactly: number(UInt64.self, bytes, at: 24)),
        length == PeakResolution.standard.blockLength(frames: frames),
        (end - headerLength) == (frames + length - 1) / length * 8
      else { return nil }
      let finest = (0..<(end - headerLength) / 8).map { peak(bytes, at: headerLength + 8 * $0) }
      return PeakPyramid(finest: finest, blockLength: length, frames: frames, sampleRate: rate)
    }
  }

  private static func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) -> Number {
    Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
  }

  /// What no recording has is taken for no samples.
  @inline(__always)
  private static func peak(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Peak {
    let low = Float(bitPattern: number(UInt32.self, bytes, at: offset))
    let high = Float(bitPattern: number(UInt32.self, bytes, at: offset + 4))
    return low.isFinite && high.isFinite && low <= high ? Peak(low: low, high: high) : .none
  }

  /// Keeps a pyramid, if it can be: no flush of the disk, since what is torn is told by its digest.
  func write(_ pyramid: PeakPyramid, for key: PeakCacheKey) {
    guard let file = folder.path?.appending(PeakCache.name(key)) else { return }
    let temporary = file.folder.appending(".\(key.digest).tmp")
    do {
      try FileSystem.makeFolder(file.folder)
      try FileSystem.writePlain(PeakCache.bytes(pyramid, key), to: temporary)
      try FileSystem.rename(temporary, to: file)
      folder.prune(PeakCache.peaks, to: limit)
    } catch {
      try? FileSystem.remove(temporary)
    }
  }

  private static func bytes(_ pyramid: PeakPyramid, _ key: PeakCacheKey) -> [UInt8] {
    let finest = pyramid.levels[0]
    var bytes = magic
    bytes.reserveCapacity(headerLength + 8 * finest.count + digestLength)
    func put(_ number: some FixedWidthInteger) { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
    put(version)
    put(UInt32(clamping: pyramid.sampleRate))
    put(UInt64(clamping: pyramid.frames))
    put(UInt64(clamping: pyramid.blockLength))
    bytes += Array(key.digest.utf8)
    #if _endian(little)
      finest.withUnsafeBytes { bytes += $0 }
    #else
      for peak in finest {
        put(peak.low.bitPattern)
        put(peak.high.bitPattern)
      }
    #endif
    return bytes + Array(SHA256.hex(of: bytes).utf8)
  }
}
