import Basis
import CAudio
import CSndfile

#if canImport(Glibc)
  import Glibc
#endif

/// Interleaved frames as libsndfile gives them.
enum DecodedFrames {
  case integers(UnsafePointer<Int16>)
  case floats(UnsafePointer<Float>)

  /// Writes the mean of the channels of `count` frames; returns the first that is not a finite number, or -1.
  @discardableResult
  func mix(_ count: Int, channels: Int, into target: UnsafeMutablePointer<Float>) -> Int {
    switch self {
    case .integers(let frames):
      audio_mix_int16(frames, count, channels, target)
      return -1
    case .floats(let frames): return audio_mix_float(frames, count, channels, target)
    }
  }
}

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

  /// How positions are found where they are not to be had at once.
  let seeking: Seeking

  init(opening path: Path, seeking: Seeking = .exact) throws {
    file = try SoundFileHandle(opening: path)
    self.seeking = seeking
  }

  /// Whether positions are found with a run-up.
  var seeksNear: Bool { seeking == .near && !info.exactSeek && info.isSeekable && info.claimedFrames > 0 }

  /// Where reading ends at the latest: at the claim, unless the claim may be too short.
  var limit: Int {
    // 139 years at 16 kHz: what a header claims beyond is not believed.
    let plausible = 1 << 46
    return info.exactSeek ? min(info.claimedFrames, plausible) : plausible
  }

  /// Mono frames from `start` on into `target`, which has room for `count`; returns how many there were.
  func read(_ count: Int, from start: Int, into target: UnsafeMutablePointer<Float>) throws -> Int {
    try forEachBlock(of: count, from: start) { frames, done, got in
      let bad = frames.mix(got, channels: info.channels, into: target + done)
      guard bad < 0 else {
        throw AudioError.notFinite(file.path, frame: start + done + bad, rate: info.sampleRate)
      }
    }
  }

  /// Calls `body` with decoded blocks of `count` frames from `start` on, with how many frames came before each and how
  /// many it has; every block but the last has a multiple of `multiple`. Returns how many frames there were.
  func forEachBlock(
    of count: Int, from start: Int, multiple: Int = 1, _ body: (DecodedFrames, Int, Int) throws -> Void
  ) throws -> Int {
    guard try go(to: start) else { return 0 }
    let block = max(multiple, blockFrames / multiple * multiple)
    var done = 0
    while done < count {
      let asked = min(count - done, block)
      var got = 0
      try decode(asked) {
        got = $1
        try body($0, done, $1)
      }
      done += got
      if got < asked, try isAtEnd() { break }
    }
    return done
  }

  /// Mono frames from about the first of `frames` on: wherever a seek leads a decoder that does not seek exactly.
  func glance(at frames: Range<Int>, into target: UnsafeMutablePointer<Float>) -> Int {
    guard info.isSeekable, sf_seek(file.sound, sf_count_t(frames.lowerBound), SEEK_SET) >= 0 else { return 0 }
    var (mixed, asked) = (0, 0)
    while mixed < frames.count, asked == mixed {
      asked += min(frames.count - mixed, blockFrames)
      readFloats(asked - mixed) { block, got in
        DecodedFrames.floats(block).mix(got, channels: info.channels, into: target + mixed)
        mixed += got
      }
    }
    return mixed
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
    if seeksNear {
      if frame >= info.claimedFrames { return false }
      // Where the run-up would begin in what comes next anyway, reading on is as cheap.
      let start = frame - Seeking.runUp
      let isFar = frame < position || position < start
      if isFar, start > 0, !QuietStandardError.during({ seek(to: start) }) {
        try file.restart()
        position = 0
      }
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

  /// Decodes at most a block.
  private func decode(_ count: Int, _ body: (DecodedFrames, Int) throws -> Void) throws {
    if info.encoding == Int32(SF_FORMAT_PCM_16) {
      // Integers are half the bytes, and libsndfile need not convert them.
      try readIntegers(count) { try body(.integers($0), $1) }
    } else {
      try readFloats(count) { try body(.floats($0), $1) }
    }
  }

  private func readIntegers(_ count: Int, _ body: (UnsafePointer<Int16>, Int) throws -> Void) throws {
    let samples = count * info.channels
    if integers.count < samples { integers = [Int16](repeating: 0, count: samples) }
    try integers.withUnsafeMutableBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return }
      let got = max(0, Int(sf_readf_short(file.sound, address, sf_count_t(count))))
      position += got
      try body(address, got)
    }
  }

  private func readFloats(_ count: Int, _ body: (UnsafePointer<Float>, Int) throws -> Void) rethrows {
    let samples = count * info.channels
    if floats.count < samples { floats = [Float](repeating: 0, count: samples) }
    try floats.withUnsafeMutableBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return }
      let got = max(0, Int(sf_readf_float(file.sound, address, sf_count_t(count))))
      position += got
      try body(address, got)
    }
  }

  /// Decodes at most a block and drops it.
  private func skip(_ count: Int) -> Int {
    var skipped = 0
    readFloats(count) { skipped = $1 }
    return skipped
  }

  /// Nothing more came at `position`: whether that is the end. Throws where the file was cut just now, or the sound goes
  /// on behind a damage.
  private func isAtEnd() throws -> Bool {
    let end = position
    isStuck = info.sampleWidth == nil
    if !seeksNear, end >= info.claimedFrames, try file.restartBeyondClaim() {
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
    if seeksNear { return info.claimedFrames }
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
