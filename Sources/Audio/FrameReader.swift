import Basis
import CAudio
import CSndfile

#if canImport(Glibc)
  import Glibc
#endif

/// Mono frames of an open sound file, from any position on.
final class FrameReader {
  let file: SoundFileHandle
  /// The true number of frames, once known.
  private(set) var knownFrames: Int?
  /// The frame that libsndfile reads next.
  private var position = 0
  private var floats: [Float] = []
  private var integers: [Int16] = []

  private var info: RecordingInfo { file.info }

  /// Samples decoded at a time: 128 KiB of floats stay in the processor's cache.
  private static let blockSamples = 32_768
  private var blockFrames: Int { max(1, FrameReader.blockSamples / info.channels) }

  init(opening path: Path) throws { file = try SoundFileHandle(opening: path) }

  /// Where reading ends at the latest: at the claim, unless the claim may be too short.
  var limit: Int {
    // 139 years at 16 kHz: what a header claims beyond is not believed.
    let plausible = 1 << 46
    return info.exactSeek ? min(info.claimedFrames, plausible) : plausible
  }

  /// Mono frames from `start` on into `target`, which has room for `count`; returns how many there were.
  func read(_ count: Int, from start: Int, into target: UnsafeMutablePointer<Float>) throws -> Int {
    guard try go(to: start) else { return 0 }
    var done = 0
    while done < count {
      let asked = min(count - done, blockFrames)
      let got = try decode(asked, into: target + done)
      done += got
      if got < asked, try isAtEnd() { break }
    }
    return done
  }

  /// Makes `frame` the next one to be read; false where the recording ends before.
  private func go(to frame: Int) throws -> Bool {
    if frame == position, frame < limit { return true }
    if let knownFrames, frame >= knownFrames { return false }
    if info.exactSeek {
      if frame < limit, seek(to: frame) { return true }
      guard frame < countFrames() else { return false }
      throw AudioError.damaged(file.path, frame: frame, rate: info.sampleRate)
    }
    if frame < position {
      try file.restart()
      position = 0
    }
    while position < frame {
      let asked = min(frame - position, blockFrames)
      if skip(asked) < asked, try isAtEnd() { return false }
    }
    return true
  }

  /// Whether a decoder has met damage: libFLAC's then refuses to seek.
  private var isStuck = false

  private func seek(to frame: Int) -> Bool {
    for attempt in 0...1 {
      if attempt == 1 || isStuck, (try? file.restart()) == nil { return false }
      isStuck = false
      if sf_seek(file.sound, sf_count_t(frame), SEEK_SET) == frame {
        position = frame
        return true
      }
    }
    return false
  }

  /// Decodes at most a block and mixes it.
  private func decode(_ count: Int, into target: UnsafeMutablePointer<Float>) throws -> Int {
    let first = position
    if info.encoding == Int32(SF_FORMAT_PCM_16) {
      // Integers are half the bytes, and libsndfile need not convert them.
      return readIntegers(count) { audio_mix_int16($0, $1, info.channels, target) }
    }
    var bad = -1
    let got = readFloats(count) { bad = audio_mix_float($0, $1, info.channels, target) }
    guard bad < 0 else { throw AudioError.notFinite(file.path, frame: first + bad, rate: info.sampleRate) }
    return got
  }

  private func readIntegers(_ count: Int, _ mix: (UnsafePointer<Int16>, Int) -> Void) -> Int {
    let samples = count * info.channels
    if integers.count < samples { integers = [Int16](repeating: 0, count: samples) }
    return integers.withUnsafeMutableBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return 0 }
      let got = max(0, Int(sf_readf_short(file.sound, address, sf_count_t(count))))
      mix(address, got)
      position += got
      return got
    }
  }

  private func readFloats(_ count: Int, _ mix: (UnsafePointer<Float>, Int) -> Void) -> Int {
    let samples = count * info.channels
    if floats.count < samples { floats = [Float](repeating: 0, count: samples) }
    return floats.withUnsafeMutableBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return 0 }
      let got = max(0, Int(sf_readf_float(file.sound, address, sf_count_t(count))))
      mix(address, got)
      position += got
      return got
    }
  }

  /// Decodes at most a block and drops it.
  private func skip(_ count: Int) -> Int { readFloats(count) { _, _ in } }

  /// Nothing more came at `position`: whether that is the end. Throws where the file was cut just now, or the sound goes
  /// on behind a damage.
  private func isAtEnd() throws -> Bool {
    let end = position
    isStuck = info.sampleWidth == nil
    if end >= info.claimedFrames, try file.restartBeyondClaim() {
      position = 0
      return try !go(to: end)
    }
    if end < info.claimedFrames { try file.checkUnchanged() }
    if info.exactSeek, end < limit, canRead(limit - 1) {
      throw AudioError.damaged(file.path, frame: end, rate: info.sampleRate)
    }
    knownFrames = end
    return true
  }

  /// The true number of frames: where every position can be reached at once, the last claimed frame is tried, and the
  /// true end searched for if it is not there; where not, the file is decoded to its end.
  func countFrames() -> Int {
    if let knownFrames { return knownFrames }
    let count = info.exactSeek ? countBySeeking() : countByDecoding()
    knownFrames = count
    return count
  }

  private func countByDecoding() -> Int {
    while true {
      // What `isAtEnd` throws is told by the reading that meets it.
      if skip(blockFrames) < blockFrames, (try? isAtEnd()) ?? true { return position }
    }
  }

  private func countBySeeking() -> Int {
    if canRead(limit - 1) { return limit }
    // As counts: `there` frames are known to be there.
    var (there, missing) = (0, limit - 1)
    while there < missing {
      let middle = there + (missing - there) / 2
      if canRead(middle) { there = middle + 1 } else { missing = middle }
    }
    return there
  }

  private func canRead(_ frame: Int) -> Bool { seek(to: frame) && skip(1) == 1 }
}
