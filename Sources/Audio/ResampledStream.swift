import Basis

/// Mono frames that come in blocks, brought to 16 kHz: to the bit what `ResampledRecording` makes of a file of them.
struct ResampledStream {
  /// Groups of four outputs made at a time.
  private static let atOnce = 16

  private let path: Path
  private let rate: Int
  /// `nil` where nothing has to be resampled.
  private let filter: ResamplingFilter?
  /// Frames from `first` on, zeros before frame 0.
  private var frames: [Float] = []
  private var first = 0
  /// Outputs made, a multiple of four.
  private var made = 0
  private var heard = 0

  /// - Throws: `AudioError.rate`, `.resampling`.
  init(from rate: Int, for path: Path) throws {
    (self.path, self.rate) = (path, rate)
    filter =
      rate == Sampling.rate ? nil : try ResamplingFilter.shared(from: rate, to: Sampling.rate, for: path)
    guard let filter else { return }
    first = min(0, filter.inputs(for: 0..<1).lowerBound)
    frames = [Float](repeating: 0, count: -first)
  }

  /// Goes on with frames; returns what of the output they complete.
  mutating func append(_ more: [Float]) throws -> [Float] {
    guard let filter else { return more }
    frames += more
    heard += more.count
    return try make(filter, until: Int.max)
  }

  /// The rest.
  mutating func finish() throws -> [Float] {
    guard let filter else { return [] }
    let length = (2 * heard * filter.up + filter.down) / (2 * filter.down)
    let groups = PolyphaseFilter.groups(of: 0..<length + 4 * ResampledStream.atOnce)
    let missing = max(filter.inputs(for: groups).upperBound, headInputs(filter)) - heard
    if missing > 0 { frames += [Float](repeating: 0, count: missing) }
    let before = made
    return Array(try make(filter, until: length).prefix(length - before))
  }

  /// Makes what the frames there are allow for, until there are so many outputs.
  private mutating func make(_ filter: ResamplingFilter, until length: Int) throws -> [Float] {
    let end = first + frames.count
    if made == 0, end < headInputs(filter) { return [] }
    var outputs: [Float] = []
    let before = made
    while made < length {
      let groups = made / 4..<made / 4 + ResampledStream.atOnce
      let inputs = filter.inputs(for: groups)
      guard inputs.upperBound <= end else { break }
      outputs += [Float](unsafeUninitializedCapacity: 4 * groups.count) { target, initialized in
        frames.withUnsafeBufferPointer { frames in
          guard let from = frames.baseAddress, let to = target.baseAddress else { return }
          filter.apply(from + (inputs.lowerBound - first), groups: groups, into: to)
          initialized = 4 * groups.count
        }
      }
      made += 4 * groups.count
    }
    if before < filter.head {
      let head = try self.head(filter)
      for index in outputs.indices where before + index < head.count { outputs[index] = head[before + index] }
    }
    if made >= filter.head { forget(before: filter.inputs(for: made / 4..<made / 4 + 1).lowerBound) }
    return outputs
  }

  private func headInputs(_ filter: ResamplingFilter) -> Int {
    filter.inputs(for: PolyphaseFilter.groups(of: 0..<filter.head)).upperBound
  }

  /// The first samples as soxr makes them, where it differs from its own filter.
  private func head(_ filter: ResamplingFilter) throws -> [Float] {
    let own = frames[max(0, -first)...].prefix(min(heard, headInputs(filter)))
    do throws(SoxrError) {
      return Array(try Soxr.resample(Array(own), from: rate, to: Sampling.rate).prefix(filter.head))
    } catch {
      throw AudioError.resampling(path, reason: error.words)
    }
  }

  private mutating func forget(before frame: Int) {
    let count = min(max(0, frame - first), frames.count)
    frames.removeFirst(count)
    first += count
  }
}
