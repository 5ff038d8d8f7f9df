import Basis
import CAudio
import CSoxr
import Synchronization

/// soxr's HQ filter between two rates, as one row of coefficients for each position an output can have between
/// two inputs.
///
/// soxr is a linear filter, the same for every `down` inputs and `up` outputs: its answers to impulses at all of
/// these inputs are its coefficients. Summing with them gives soxr's output to -125 dB, for any stretch of a
/// recording alone and always to the same bits, where a soxr of one's own for each stretch would take longer
/// to set up than to run.
final class FilterBank: Sendable {
  /// Outputs, and inputs, after which the positions repeat.
  let up, down: Int
  /// Coefficients a row: a multiple of 8, the last ones 0.
  let taps: Int
  /// Output n meets the inputs from floor(n * down / up) + lead on.
  let lead: Int
  /// Outputs at the very start of a recording where soxr differs from its filter (its later stages
  /// begin without what the earlier ones have from before the first sample).
  let head: Int
  /// `[up, taps]`.
  let coefficients: [Float]

  /// More coefficients than this (64 MiB) are refused: rates above 77 kHz that share next to nothing with 16 kHz.
  static let largest = 1 << 24
  /// Rates that are resampled, in Hz.
  static let rates = 1000...1_000_000

  private static let cache = Mutex<[[Int]: FilterBank]>([:])

  /// The bank for these rates, made once a process.
  /// - Complexity: the first time 0.3 ms for 48 kHz, 4 ms for 44.1 kHz, 0.2 s for rates prime to 16 kHz.
  static func shared(from input: Int, to output: Int, for path: Path) throws -> FilterBank {
    guard rates.contains(input), rates.contains(output) else {
      throw AudioError.rate(path, rate: input, wanted: output)
    }
    return try cache.withLock { banks in
      if let bank = banks[[input, output]] { return bank }
      let bank = try make(from: input, to: output, for: path)
      banks[[input, output]] = bank
      return bank
    }
  }

  private init(
    up: Int, down: Int, taps: Int, lead: Int, head: Int, coefficients: [Float]
  ) {
    (self.up, self.down, self.taps, self.lead) = (up, down, taps, lead)
    (self.head, self.coefficients) = (head, coefficients)
  }

  private static func make(from input: Int, to output: Int, for path: Path) throws -> FilterBank {
    let common = greatestCommonDivisor(input, output)
    let (up, down) = (output / common, input / common)
    // The response falls below -140 dB at 107 samples of the lower rate.
    let half = (108 * max(input, output) + output - 1) / output
    guard up * 2 * half <= largest else { throw AudioError.rate(path, rate: input, wanted: output) }
    do {
      let response = try ImpulseResponse(from: input, to: output, up: up, down: down, half: half)
      let reach = response.reach(above: 1e-7)
      let taps = (2 * reach + 7) / 8 * 8
      let rows = response.rows(reach: reach, taps: taps)
      let bank = FilterBank(up: up, down: down, taps: taps, lead: 1 - reach, head: 0, coefficients: rows)
      let head = try bank.differingHead(from: input, to: output)
      return FilterBank(up: up, down: down, taps: taps, lead: 1 - reach, head: head, coefficients: rows)
    } catch {
      throw AudioError.resampling(path, reason: error.words)
    }
  }

  /// The most outputs that a head may have: soxr shows 2 at 44.1 kHz, 84 at 768 kHz, and none where one stage does.
  private static let longestHead = 512

  /// How many outputs at the start of noise differ from soxr's by more than -108 dB, and twice as many for safety.
  private func differingHead(from input: Int, to output: Int) throws(SoxrError) -> Int {
    var generator = RandomKey(seed: 1).adding("head").generator()
    let inputs = inputs(for: 0..<FilterBank.longestHead)
    let silence = [Float](repeating: 0, count: -inputs.lowerBound)
    let noise = (0..<inputs.upperBound).map { _ in Float(generator.number(in: -1...1)) }
    let theirs = try Soxr.resample(noise, from: input, to: output).prefix(FilterBank.longestHead)
    var ours = [Float](repeating: 0, count: theirs.count)
    (silence + noise).withUnsafeBufferPointer { samples in
      ours.withUnsafeMutableBufferPointer { target in
        guard let from = samples.baseAddress, let to = target.baseAddress else { return }
        apply(from, origin: inputs.lowerBound, first: 0, count: target.count, into: to)
      }
    }
    let last = ours.indices.last { (ours[$0] - theirs[$0]).magnitude > 4e-6 }
    return min(last.map { 2 * ($0 + 1) } ?? 0, FilterBank.longestHead)
  }

  /// The inputs that `outputs` meet; may begin before 0 and end past the recording.
  func inputs(for outputs: Range<Int>) -> Range<Int> {
    guard let last = outputs.last else { return 0..<0 }
    return (outputs.lowerBound * down / up + lead)..<(last * down / up + lead + taps)
  }

  /// Outputs `first..<first + count` into `target`; `input` points at input sample `origin`.
  func apply(
    _ input: UnsafePointer<Float>, origin: Int, first: Int, count: Int,
    into target: UnsafeMutablePointer<Float>
  ) {
    coefficients.withUnsafeBufferPointer { bank in
      guard let rows = bank.baseAddress else { return }
      audio_polyphase(input, Int64(origin), rows, up, down, taps, lead, Int64(first), count, target)
    }
  }
}
