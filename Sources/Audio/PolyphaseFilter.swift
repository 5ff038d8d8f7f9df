import CAudio

/// A linear filter that makes `up` samples of every `down`, as one row of coefficients for each position that an
/// output can have between two inputs.
///
/// Any stretch of the output is computed from its own inputs alone, and always to the same bits.
package struct PolyphaseFilter: Sendable {
  /// Outputs, and inputs, after which the positions repeat.
  package let up, down: Int
  /// Groups of four outputs after which the positions repeat.
  private let period: Int
  /// Coefficients a row: a multiple of 8, zeros where the group's other outputs have theirs.
  private let taps: Int
  /// Group g, the outputs 4g..<4g + 4, meets the inputs from floor(4g * down / up) + lead on.
  private let lead: Int
  /// `[period, taps / 8, 4, 8]`: four rows side by side, so that an input is loaded once for four outputs.
  private let coefficients: [Float]

  /// - Parameters:
  ///   - reach: inputs that an output meets on each side.
  ///   - coefficient: of an output and an input, by the output's place less the input's in 1 / `up` inputs.
  package init(up: Int, down: Int, reach: Int, coefficient: (_ place: Int) -> Float) {
    (self.up, self.down) = (up, down)
    period = up / greatestCommonDivisor(up, 4)
    taps = (2 * reach + 3 * down / up + 1 + 7) / 8 * 8
    lead = 1 - reach
    var rows = [Float](repeating: 0, count: period * taps * 4)
    for output in 0..<(4 * period) {
      let (group, row) = (output / 4, output % 4)
      let first = 4 * group * down / up
      for input in (output * down / up + 1 - reach)...(output * down / up + reach) {
        let column = input - first - lead
        rows[(group * taps + column / 8 * 8) * 4 + row * 8 + column % 8] = coefficient(
          output * down - input * up)
      }
    }
    coefficients = rows
  }

  /// The groups of four outputs that hold `outputs`.
  package static func groups(of outputs: Range<Int>) -> Range<Int> {
    (outputs.lowerBound >> 2)..<((outputs.upperBound + 3) >> 2)
  }

  /// The inputs that these groups meet; may begin before 0 and end past the recording.
  package func inputs(for groups: Range<Int>) -> Range<Int> {
    guard let last = groups.last else { return 0..<0 }
    return (firstInput(of: groups.lowerBound))..<(firstInput(of: last) + taps)
  }

  private func firstInput(of group: Int) -> Int {
    let (quotient, remainder) = (4 * group * down).quotientAndRemainder(dividingBy: up)
    return quotient - (remainder < 0 ? 1 : 0) + lead
  }

  /// The outputs of `groups` into `target`, four for each; `input` points at the first of `inputs(for: groups)`.
  package func apply(
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
