import Basis

/// A recording as mono samples at 16 kHz, never more of it in memory than asked for.
///
/// A sample does not depend on what else is asked for: any range gives the bits that reading the whole gives,
/// and these are soxr's (HQ) resampling of the whole recording to below -100 dB. At 16 kHz nothing is resampled.
/// Used by one thread at a time; any number may be used side by side.
public final class ResampledRecording {
  /// The recording at its own rate.
  public let recording: Recording
  /// Samples a second of all that is given here.
  public let rate: Int

  /// `nil` where the recording has the wanted rate already.
  private let filter: ResamplingFilter?
  private let window: MonoWindow
  /// Outputs made at a time.
  private static let block = 8192

  /// Opens a recording.
  /// - Parameters:
  ///   - rate: samples a second to be given, 1000...1,000,000.
  ///   - seeking: how positions are found in what is compressed.
  /// - Throws: `AudioError`, of opening, and `.rate` where the recording's rate is beyond 1000...1,000,000 Hz or too
  ///   large and prime to the wanted one.
  public init(_ path: Path, rate: Int = Sampling.rate, seeking: Seeking = .exact) throws {
    recording = try Recording(opening: path, seeking: seeking)
    self.rate = rate
    window = MonoWindow(recording)
    let own = recording.info.sampleRate
    filter = own == rate ? nil : try ResamplingFilter.shared(from: own, to: rate, for: path)
  }

  /// The recording's length in samples: its true number of frames times rate / its own rate, rounded to the nearest
  /// (halves up), as soxr does.
  ///
  /// Counted at the first question: two small reads for PCM and FLAC, a decoding of the whole where the header
  /// cannot be trusted.
  public var length: Int { length(ofFrames: recording.countFrames()) }

  /// The length of so many frames of the recording at its own rate.
  public func length(ofFrames frames: Int) -> Int {
    guard let filter else { return frames }
    return (2 * frames * filter.up + filter.down) / (2 * filter.down)
  }

  /// The samples of `range`; zeros before the first and behind the last one.
  /// - Throws: `AudioError.notFinite`, `.changed`, `.system`.
  public func samples(_ range: Range<Int>) throws -> [Float] {
    try [Float](unsafeUninitializedCapacity: range.count) { buffer, initialized in
      guard let address = buffer.baseAddress else { return }
      try fill(range, into: address)
      initialized = range.count
    }
  }

  /// Writes the samples from `start` on into `buffer`, as many as it holds, as `samples(_:)` gives them.
  /// - Throws: as `samples(_:)`.
  public func read(from start: Int, into buffer: UnsafeMutableBufferPointer<Float>) throws {
    guard let address = buffer.baseAddress else { return }
    try fill(start..<start + buffer.count, into: address)
  }

  /// The samples of many ranges, each as `samples(_:)` gives it, in the order of `ranges`.
  ///
  /// Read in one pass from the first to the last; what ranges share is read and resampled once.
  public func samples(ranges: [Range<Int>]) throws -> [[Float]] {
    let order = ranges.indices.sorted { ranges[$0].lowerBound < ranges[$1].lowerBound }
    var results = [[Float]](repeating: [], count: ranges.count)
    var next = 0
    while next < order.count {
      var union = ranges[order[next]]
      var last = next + 1
      while last < order.count, ranges[order[last]].lowerBound < union.upperBound {
        union = union.lowerBound..<max(union.upperBound, ranges[order[last]].upperBound)
        last += 1
      }
      let samples = try self.samples(union)
      for index in order[next..<last] {
        let (from, to) = (
          ranges[index].lowerBound - union.lowerBound, ranges[index].upperBound - union.lowerBound
        )
        results[index] = from == 0 && to == samples.count ? samples : Array(samples[from..<to])
      }
      next = last
    }
    return results
  }

  /// Gives the whole recording from its first sample to its last in blocks of `blockLength`, the last one shorter.
  /// - Throws: as `samples(_:)`, and what `body` throws.
  public func stream(blockLength: Int, _ body: (UnsafeBufferPointer<Float>) throws -> Void) throws {
    let length = max(1, blockLength)
    var samples = [Float](repeating: 0, count: length)
    var start = 0
    while true {
      try samples.withUnsafeMutableBufferPointer { buffer in
        guard let address = buffer.baseAddress else { return }
        try fill(start..<(start + length), into: address)
      }
      let rest = recording.knownFrames.map { self.length(ofFrames: $0) - start } ?? length
      if rest > 0 {
        try samples.withUnsafeBufferPointer {
          try body(UnsafeBufferPointer(rebasing: $0[..<min(rest, length)]))
        }
      }
      if rest <= length, recording.knownFrames != nil { return }
      start += length
    }
  }

  /// Samples beyond these are taken as silence without a look: no recording is so long.
  private static let plausible = 0..<(1 << 50)

  private func fill(_ range: Range<Int>, into target: UnsafeMutablePointer<Float>) throws {
    target.initialize(repeating: 0, count: range.count)
    let inside = range.clamped(to: ResampledRecording.plausible)
    for start in stride(from: inside.lowerBound, to: inside.upperBound, by: ResampledRecording.block) {
      let block = start..<min(start + ResampledRecording.block, inside.upperBound)
      if let frames = recording.knownFrames, block.lowerBound >= length(ofFrames: frames) { return }
      let place = target + (start - range.lowerBound)
      if let filter {
        try resample(block, with: filter, into: place)
      } else {
        try window.with(block) { place.update(from: $0, count: block.count) }
      }
    }
  }

  private func resample(
    _ block: Range<Int>, with filter: ResamplingFilter, into target: UnsafeMutablePointer<Float>
  ) throws {
    let groups = PolyphaseFilter.groups(of: block)
    try window.with(filter.inputs(for: groups)) { inputs in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * groups.count) { outputs in
        guard let from = outputs.baseAddress else { return }
        filter.apply(inputs, groups: groups, into: from)
        target.update(from: from + (block.lowerBound - 4 * groups.lowerBound), count: block.count)
      }
    }
    if block.lowerBound < filter.head { try overwriteHead(block, with: filter, at: target) }
    if let frames = recording.knownFrames {
      let rest = max(0, length(ofFrames: frames) - block.lowerBound)
      if rest < block.count { (target + rest).update(repeating: 0, count: block.count - rest) }
    }
  }

  private var head: [Float]?

  /// The first samples as soxr makes them, where it differs from its own filter.
  private func overwriteHead(
    _ block: Range<Int>, with filter: ResamplingFilter, at target: UnsafeMutablePointer<Float>
  ) throws {
    let head = try self.head ?? makeHead(with: filter)
    self.head = head
    for index in block.clamped(to: 0..<head.count) { target[index - block.lowerBound] = head[index] }
  }

  private func makeHead(with filter: ResamplingFilter) throws -> [Float] {
    let end = filter.inputs(for: PolyphaseFilter.groups(of: 0..<filter.head)).upperBound
    let frames = try window.with(0..<end) { frames in
      Array(UnsafeBufferPointer(start: frames, count: min(end, recording.knownFrames ?? end)))
    }
    do throws(SoxrError) {
      return Array(try Soxr.resample(frames, from: recording.info.sampleRate, to: rate).prefix(filter.head))
    } catch {
      throw AudioError.resampling(recording.path, reason: error.words)
    }
  }
}
