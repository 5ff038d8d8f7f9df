import Basis

/// One sound file, read at its own rate and mixed to mono, never more of it in memory than asked for.
///
/// A recording is used by one thread at a time; any number of recordings may be read side by side, of the same
/// file too. Truncated sound is read as far as it goes. In floating-point files a sample that is not a finite
/// number is an error of the reading that meets it, not of the whole recording.
public final class Recording {
  /// The file.
  public let path: Path
  /// What its header says.
  public var info: RecordingInfo { reader.file.info }

  private let reader: FrameReader
  /// The true number of frames, once known.
  var knownFrames: Int? { reader.knownFrames }

  /// Opens a recording and reads its header.
  /// - Parameter seeking: how positions are found in what is compressed.
  /// - Throws: `AudioError`: not there, not readable, a folder, a pipe, empty, not a sound file, without samples.
  public init(opening path: Path, seeking: Seeking = .exact) throws {
    self.path = path
    reader = try FrameReader(opening: path, seeking: seeking)
    guard info.claimedFrames > 0 else { throw AudioError.noSamples(path) }
  }

  /// The number of frames that can really be read.
  ///
  /// Two small reads for PCM and FLAC; what cannot be reached at once (MP3, Ogg, ADPCM) is decoded to its end, or taken from
  /// the header where it seeks near.
  public func countFrames() -> Int {
    if let whole = try? decodedWhole() { return whole.count }
    return reader.countFrames()
  }

  /// The mean of the channels of `frames`, at the recording's own rate; fewer where the recording ends before.
  ///
  /// Exactly what decoding the whole gives there, whatever was read before.
  /// - Throws: `AudioError.notFinite`, `.damaged`, `.changed`, `.system`.
  public func readMono(frames range: Range<Int>) throws -> [Float] {
    let wanted = range.clamped(to: 0..<(knownFrames ?? reader.limit))
    var mono: [Float] = []
    // Grown block by block: a claimed length is not believed before it is read.
    while mono.count < wanted.count {
      let from = wanted.lowerBound + mono.count
      let count = min(wanted.upperBound - from, 1 << 20)
      let block = try [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
        guard let address = buffer.baseAddress else { return }
        initialized = try read(count, from: from, into: address)
      }
      if mono.isEmpty { mono = block } else { mono += block }
      if block.count < count { break }
    }
    return mono
  }

  /// Mono frames from `start` on into `target`, which has room for `count`; returns how many there were.
  func read(_ count: Int, from start: Int, into target: UnsafeMutablePointer<Float>) throws -> Int {
    guard let whole = try decodedWhole() else { return try reader.read(count, from: start, into: target) }
    let range = (start..<(start + count)).clamped(to: 0..<whole.count)
    whole.withUnsafeBufferPointer { buffer in
      guard let address = buffer.baseAddress, !range.isEmpty else { return }
      target.update(from: address + range.lowerBound, count: range.count)
    }
    return range.count
  }

  /// What it takes to read at any position.
  enum Cost {
    /// A system call, or nothing.
    case free
    /// Searching, and decoding some thousand frames.
    case some
    /// Decoding all that comes before.
    case all
  }

  /// What it takes to read here and there.
  var cost: Cost {
    if reader.seeksNear { return .some }
    guard info.exactSeek else { return (try? decodedWhole()) == nil ? .all : .free }
    return info.sampleWidth == nil ? .some : .free
  }

  /// As `read`, for pictures: samples that are not finite stay, and what cannot be decoded is missing.
  func look(at frames: Range<Int>, into target: UnsafeMutablePointer<Float>) throws -> Int {
    if try decodedWhole() != nil { return try read(frames.count, from: frames.lowerBound, into: target) }
    do {
      return try reader.forEachBlock(of: frames.count, from: frames.lowerBound) { block, done, got in
        block.mix(got, channels: info.channels, into: target + done)
      }
    } catch AudioError.damaged {
      return 0
    }
  }

  /// As `look`, about there: near `frames`, where the decoder cannot tell exactly where it is.
  ///
  /// Its own reader is used for that, so that the recording's own stays where it is.
  func glance(at frames: Range<Int>, into target: UnsafeMutablePointer<Float>) throws -> Int {
    if info.exactSeek || whole != nil { return try look(at: frames, into: target) }
    let glancing = try glancer ?? FrameReader(opening: path)
    glancer = glancing
    return glancing.glance(at: frames, into: target)
  }
  private var glancer: FrameReader?

  /// What is decoded from the start only, and is short, is decoded once and kept.
  private var whole: [Float]?
  private var isLong = false
  /// Frames of the longest recording that is kept whole: 16 MiB of mono, 95 s at 44.1 kHz.
  private static let longestWhole = 1 << 22

  private func decodedWhole() throws -> [Float]? {
    if info.exactSeek || reader.seeksNear || isLong || whole != nil { return whole }
    var mono: [Float] = []
    if info.claimedFrames <= Recording.longestWhole {
      while reader.knownFrames == nil, mono.count <= Recording.longestWhole {
        try appendBlock(to: &mono)
      }
    }
    if let frames = reader.knownFrames, mono.count == frames { whole = mono } else { isLong = true }
    return whole
  }

  private func appendBlock(to mono: inout [Float]) throws {
    let (start, count) = (mono.count, 1 << 16)
    mono.append(contentsOf: repeatElement(0, count: count))
    let got = try mono.withUnsafeMutableBufferPointer { buffer in
      try buffer.baseAddress.map { try reader.read(count, from: start, into: $0 + start) } ?? 0
    }
    mono.removeLast(count - got)
  }
}
