import CAudio

/// A linear filter that makes `up` samples of every `down`, as one row of coefficients for each position that an
/// output can have between two inputs.
///
/// Any stretch of the output is computed from its own inputs alone, and always to the same bits.
struct PolyphaseFilter: Sendable {
  /// Outputs, and inputs, after which the positions repeat.
  let up, down: Int
  /// Groups of four outputs after which the positions repeat.
  private let period: Int
  /// Coefficients a row: a multiple of 8, zeros where the group's other outputs have theirs.
  let taps: Int
  /// Group g, the outputs 4g..<4g + 4, meets the inputs from floor(4g * down / up) + lead on.
  private let lead: Int
  /// `[period, taps / 8, 4, 8]`: four rows side by side, so that an input is loaded once for four outputs.
  private let coefficients: [Float]

  /// - Parameters:
  ///   - reach: output n meets the inputs from floor(n * down / up) - reach + 1 on, 2 * reach of them.
  ///   - coefficient: of the output n (0..<up) and the input, counted from the first that the output meets.
  init(up: Int, down: Int, reach: Int, coefficient: (_ output: Int, _ input: Int) -> Float) {
    (self.up, self.down) = (up, down)
    period = up / greatestCommonDivisor(up, 4)
    taps = (2 * reach + 3 * down / up + 1 + 7) / 8 * 8
    lead = 1 - reach
    var rows = [Float](repeating: 0, count: period * taps * 4)
    for output in 0..<(4 * period) {
      let (group, row) = (output / 4, output % 4)
      let shift = output * down / up - 4 * group * down / up
      for input in 0..<(2 * reach) {
        let column = shift + input
        rows[(group * taps + column / 8 * 8) * 4 + row * 8 + column % 8] = coefficient(output % up, input)
      }
    }
    coefficients = rows
  }

  /// The groups of four outputs that hold `outputs`.
  static func groups(of outputs: Range<Int>) -> Range<Int> {
    (outputs.lowerBound / 4)..<((outputs.upperBound + 3) / 4)
  }

  /// The inputs that these groups meet; may begin before 0 and end past the recording.
  func inputs(for groups: Range<Int>) -> Range<Int> {
    guard let last = groups.last else { return 0..<0 }
    return (4 * groups.lowerBound * down / up + lead)..<(4 * last * down / up + lead + taps)
  }

  /// The outputs of `groups` into `target`, four for each; `input` points at the first of `inputs(for: groups)`.
  /// - Complexity: `taps` multiplications an output: 90 µs for 4096 samples made from 44.1 kHz.
  func apply(
    _ input: UnsafePointer<Float>, groups: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let origin = Int64(inputs(for: groups).lowerBound)
    coefficients.withUnsafeBufferPointer { bank in
      guard let rows = bank.baseAddress else { return }
      audio_polyphase(
        input, origin, rows, up, down, period, taps, lead, Int64(groups.lowerBound), groups.count, target)
    }
  }
}
