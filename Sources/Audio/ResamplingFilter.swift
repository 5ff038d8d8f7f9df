import Basis
import Synchronization

/// soxr's HQ filter between two rates.
///
/// soxr is a linear filter, the same for every `down` inputs and `up` outputs: its answers to impulses at all of
/// these inputs are its coefficients. Summing with them gives soxr's output to -125 dB for any stretch of a
/// recording, where a soxr of its own for each stretch would take longer to set up than to run.
struct ResamplingFilter: Sendable {
  let polyphase: PolyphaseFilter
  /// Outputs at the very start of a recording where soxr differs from its own filter: its later stages begin without
  /// what the earlier ones give before the first sample.
  let head: Int

  /// More coefficients than this (64 MiB) are refused: rates above 77 kHz that share next to nothing with 16 kHz.
  private static let largest = 1 << 24
  /// Rates that are resampled, in Hz.
  private static let rates = 1000...1_000_000
  /// The most outputs that a head may have: it has 2 at 44.1 kHz, 84 at 768 kHz, and none where soxr has one stage.
  private static let longestHead = 512

  private static let cache = Mutex<[[Int]: ResamplingFilter]>([:])

  /// The filter for these rates, made once a process.
  /// - Complexity: the first time 0.5 ms for 48 kHz, 6 ms for 44.1 kHz, 0.3 s for rates prime to 16 kHz.
  static func shared(from input: Int, to output: Int, for path: Path) throws -> ResamplingFilter {
    guard rates.contains(input), rates.contains(output) else {
      throw AudioError.rate(path, rate: input, wanted: output)
    }
    return try cache.withLock { filters in
      if let filter = filters[[input, output]] { return filter }
      let filter = try ResamplingFilter(from: input, to: output, for: path)
      filters[[input, output]] = filter
      return filter
    }
  }

  private init(from input: Int, to output: Int, for path: Path) throws {
    let common = greatestCommonDivisor(input, output)
    let (up, down) = (output / common, input / common)
    // The response falls below -140 dB at 107 samples of the lower rate.
    let half = (108 * max(input, output) + output - 1) / output
    guard up * 2 * half <= ResamplingFilter.largest else {
      throw AudioError.rate(path, rate: input, wanted: output)
    }
    do throws(SoxrError) {
      let response = try ImpulseResponse(from: input, to: output, up: up, down: down, half: half)
      polyphase = response.filter(above: 1e-7)
      head = try ResamplingFilter.head(of: polyphase, from: input, to: output)
    } catch {
      throw AudioError.resampling(path, reason: error.words)
    }
  }

  /// How many outputs at the start of noise differ from soxr's by more than -108 dB, and twice as many for safety.
  private static func head(
    of filter: PolyphaseFilter, from input: Int, to output: Int
  ) throws(SoxrError) -> Int {
    let groups = PolyphaseFilter.groups(of: 0..<longestHead)
    let inputs = filter.inputs(for: groups)
    var generator = RandomKey(seed: 1).adding("head").generator()
    let noise = (0..<inputs.upperBound).map { _ in Float(generator.number(in: -1...1)) }
    let theirs = try Soxr.resample(noise, from: input, to: output)
    var ours = [Float](repeating: 0, count: longestHead)
    ([Float](repeating: 0, count: -inputs.lowerBound) + noise).withUnsafeBufferPointer { samples in
      ours.withUnsafeMutableBufferPointer { target in
        guard let from = samples.baseAddress, let to = target.baseAddress else { return }
        filter.apply(from, groups: groups, into: to)
      }
    }
    let last = zip(ours, theirs).map { ($0 - $1).magnitude > 4e-6 }.lastIndex(of: true)
    return min(last.map { 2 * ($0 + 1) } ?? 0, longestHead)
  }
}
