import Basis
import CAudio
import CSndfile

/// One sound file, read at its own rate and mixed to mono, never more of it in memory than asked for.
///
/// A recording is used by one thread at a time; any number of recordings may be read side by side, of the same
/// file too. Truncated sound is read as far as it goes. In floating-point files a sample that is not a finite
/// number is an error of the reading that meets it, not of the whole recording.
public final class Recording {
  /// The file.
  public let path: Path
  /// What its header says.
  public var info: RecordingInfo { file.info }

  private let file: SoundFileHandle
  /// The frame that libsndfile reads next.
  private var position = 0
  /// The true number of frames, once known.
  private(set) var knownFrames: Int?
  private var frames: [Float] = []
  private var integers: [Int16] = []

  /// Samples decoded at a time: 128 KiB of floats stay in the processor's cache.
  private static let blockSamples = 32_768
  /// Claims beyond this (139 years at 16 kHz) mean that the header does not know.
  static let plausibleFrames = 1 << 46

  /// Opens a recording and reads its header.
  /// - Throws: `AudioError`: not there, not readable, a folder, a pipe, empty, not a sound file, without samples.
  public init(opening path: Path) throws {
    self.path = path
    file = try SoundFileHandle(opening: path)
    guard file.info.claimedFrames > 0 else { throw AudioError.noSamples(path) }
  }

  /// The mean of the channels of `frames`, at the recording's own rate; fewer where the recording ends before.
  /// - Throws: `AudioError.notFinite`, `.changed`, `.system`.
  public func readMono(frames range: Range<Int>) throws -> [Float] {
    let wanted = range.clamped(to: 0..<(knownFrames ?? claimedEnd))
    var mono: [Float] = []
    while mono.count < wanted.count {
      // Grown block by block: a claimed length is not believed before it is read.
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

  /// The number of frames that can really be read.
  ///
  /// Where every position can be reached at once, the last claimed frame is tried, and the true end searched for
  /// if it is not there; where not, the recording is decoded to its end.
  public func countFrames() -> Int {
    if let knownFrames { return knownFrames }
    let count = info.exactSeek ? countBySeeking() : countByDecoding()
    knownFrames = count
    return count
  }

  private var claimedEnd: Int { min(info.claimedFrames, Recording.plausibleFrames) }

  /// Mono frames from `start` on into `target`, which has room for `count`; returns how many there were.
  func read(_ count: Int, from start: Int, into target: UnsafeMutablePointer<Float>) throws -> Int {
    guard try go(to: start) else { return 0 }
    var done = 0
    while done < count {
      let asked = min(count - done, blockFrames)
      let got = try decode(asked, into: target + done)
      done += got
      if got < asked {
        try noteEnd()
        break
      }
    }
    return done
  }

  /// Makes `frame` the next one to be read; false where the recording ends before.
  private func go(to frame: Int) throws -> Bool {
    if frame == position { return true }
    if let knownFrames, frame >= knownFrames { return false }
    if info.exactSeek {
      guard frame < claimedEnd, sf_seek(file.sound, sf_count_t(frame), SEEK_SET) == frame else {
        return false
      }
      position = frame
      return true
    }
    if frame < position {
      try file.restart()
      position = 0
    }
    while position < frame {
      let asked = min(frame - position, blockFrames)
      if skip(asked) < asked {
        try noteEnd()
        return false
      }
    }
    return true
  }

  private var blockFrames: Int { max(1, Recording.blockSamples / info.channels) }

  /// Decodes at most a block and mixes it.
  private func decode(_ count: Int, into target: UnsafeMutablePointer<Float>) throws -> Int {
    let samples = count * info.channels
    var bad = -1
    var got = 0
    if info.encoding == Int32(SF_FORMAT_PCM_16), info.sampleWidth == 2 {
      if integers.count < samples { integers = [Int16](repeating: 0, count: samples) }
      integers.withUnsafeMutableBufferPointer { buffer in
        guard let address = buffer.baseAddress else { return }
        got = Int(sf_readf_short(file.sound, address, sf_count_t(count)))
        audio_mix_int16(address, got, info.channels, target)
      }
    } else {
      if frames.count < samples { frames = [Float](repeating: 0, count: samples) }
      frames.withUnsafeMutableBufferPointer { buffer in
        guard let address = buffer.baseAddress else { return }
        got = Int(sf_readf_float(file.sound, address, sf_count_t(count)))
        bad = audio_mix_float(address, got, info.channels, target)
      }
    }
    if bad >= 0 {
      let frame = position + bad
      position += got
      throw AudioError.notFinite(path, frame: frame, rate: info.sampleRate)
    }
    position += got
    return got
  }

  /// Decodes at most a block and drops it.
  private func skip(_ count: Int) -> Int {
    let samples = count * info.channels
    if frames.count < samples { frames = [Float](repeating: 0, count: samples) }
    let got = frames.withUnsafeMutableBufferPointer { buffer -> Int in
      guard let address = buffer.baseAddress else { return 0 }
      return Int(sf_readf_float(file.sound, address, sf_count_t(count)))
    }
    position += got
    return got
  }

  /// The recording ended at `position`; before its claimed end that must not be because somebody cut it just now.
  private func noteEnd() throws {
    if position < info.claimedFrames { try file.checkUnchanged() }
    knownFrames = position
  }

  private func countByDecoding() -> Int {
    while true {
      let got = skip(blockFrames)
      if got < blockFrames { return position }
    }
  }

  private func countBySeeking() -> Int {
    if canRead(claimedEnd - 1) { return claimedEnd }
    var (there, missing) = (0, claimedEnd - 1)  // as counts: `there` frames are known to be there
    while there < missing {
      let middle = there + (missing - there) / 2
      if canRead(middle) { there = middle + 1 } else { missing = middle }
    }
    return there
  }

  private func canRead(_ frame: Int) -> Bool {
    guard sf_seek(file.sound, sf_count_t(frame), SEEK_SET) == frame else { return false }
    position = frame
    return skip(1) == 1
  }
}
