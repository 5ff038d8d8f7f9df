import Basis
import Synchronization

/// soxr's HQ filter between two rates.
///
/// soxr is a linear filter, the same for every `down` inputs and `up` outputs: its answers to impulses at all of
/// these inputs are its coefficients. Summing with them gives soxr's output to -120 dB for any stretch of a
/// recording, where a soxr of its own for each stretch would take longer to set up than to run.
package struct ResamplingFilter: Sendable {
  /// Where many inputs go into an output, the way to a rate halfway.
  private let first: PolyphaseFilter?
  private let last: PolyphaseFilter
  /// The least whole numbers of outputs and inputs that last equally long.
  package let up, down: Int
  /// Outputs at the very start of a recording where soxr differs from its own filter: its later stages begin without
  /// what the earlier ones give before the first sample.
  private(set) var head = 0

  /// Rates that are resampled, in Hz.
  private static let rates = 1000...1_000_000
  /// More coefficients than this (64 MiB) are refused: rates above 77 kHz that share next to nothing with 16 kHz.
  private static let mostCoefficients = 1 << 24
  /// Output samples (of the lower rate) beyond which soxr's answer to an impulse is below -140 dB.
  private static let width = 108
  /// The most outputs that a head may have: it has 2 at 44.1 kHz, 84 at 768 kHz, and none where soxr has one stage.
  private static let longestHead = 512

  private static let cache = Mutex<[[Int]: ResamplingFilter]>([:])

  /// The filter for these rates, made once a process.
  /// - Complexity: the first time 1 ms for 44.1, 48 and 96 kHz, 14 ms for 11.025 kHz, 0.3 s for rates prime to 16 kHz.
  package static func shared(from input: Int, to output: Int, for path: Path) throws -> ResamplingFilter {
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
    (up, down) = (output / common, input / common)
    let width = ResamplingFilter.width * max(input, output) / input + 1
    // Three values an output sample are all that the second of two stages asks for.
    let isHalved = down % 3 == 0 && output % 2 == 0 && 2 * input > 5 * output
    let density = isHalved ? 3 : down
    guard 2 * width * density <= ResamplingFilter.mostCoefficients else {
      throw AudioError.rate(path, rate: input, wanted: output)
    }
    do throws(SoxrError) {
      let response = try ImpulseResponse(
        from: input, to: output, up: up, down: down, density: density, width: width, above: 1e-7)
      if isHalved {
        first = HalfwayFilter.make(from: input, to: output)
        let scale = Float(2 * input) / Float(3 * output)
        last = PolyphaseFilter(up: 2, down: 3, reach: response.reach / 2 + 1) { scale * response[$0] }
      } else {
        first = nil
        last = PolyphaseFilter(up: up, down: down, reach: response.reach / up + 1) { response[$0] }
      }
      head = try differingHead(from: input, to: output)
    } catch {
      throw AudioError.resampling(path, reason: error.words)
    }
  }

  /// How many outputs at the start of noise differ from soxr's by more than -108 dB, and twice as many for safety.
  private func differingHead(from input: Int, to output: Int) throws(SoxrError) -> Int {
    let groups = PolyphaseFilter.groups(of: 0..<ResamplingFilter.longestHead)
    let inputs = inputs(for: groups)
    var generator = RandomKey(seed: 1).adding("head").generator()
    let noise = (0..<inputs.upperBound).map { _ in Float(generator.number(in: -1...1)) }
    let theirs = try Soxr.resample(noise, from: input, to: output)
    var ours = [Float](repeating: 0, count: 4 * groups.count)
    ([Float](repeating: 0, count: -inputs.lowerBound) + noise).withUnsafeBufferPointer { samples in
      ours.withUnsafeMutableBufferPointer { target in
        guard let from = samples.baseAddress, let to = target.baseAddress else { return }
        apply(from, groups: groups, into: to)
      }
    }
    let last = zip(ours, theirs).map { ($0 - $1).magnitude > 4e-6 }.lastIndex(of: true)
    return min(last.map { 2 * ($0 + 1) } ?? 0, ours.count)
  }

  /// The inputs that these groups of four outputs meet; may begin before 0 and end past the recording.
  package func inputs(for groups: Range<Int>) -> Range<Int> {
    let inputs = last.inputs(for: groups)
    return first.map { $0.inputs(for: PolyphaseFilter.groups(of: inputs)) } ?? inputs
  }

  /// The outputs of `groups` into `target`, four for each; `input` points at the first of `inputs(for: groups)`.
  package func apply(
    _ input: UnsafePointer<Float>, groups: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    guard let first else { return last.apply(input, groups: groups, into: target) }
    let halfway = last.inputs(for: groups)
    let firstGroups = PolyphaseFilter.groups(of: halfway)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * firstGroups.count) { buffer in
      guard let address = buffer.baseAddress else { return }
      first.apply(input, groups: firstGroups, into: address)
      last.apply(address + (halfway.lowerBound - 4 * firstGroups.lowerBound), groups: groups, into: target)
    }
  }
}
