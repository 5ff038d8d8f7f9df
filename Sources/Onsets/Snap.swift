/// Puts a mark where the sound that it is meant for begins.
public enum Snap {
  /// Samples at 16 kHz that a mark moves at most: 40 ms.
  public static let reach = 640
  /// Samples before the reach that a window should have, so that what rises can be told from what was: 70 ms.
  public static let context = 1120

  /// dB by which a rise may be weaker than the steepest within reach and still be meant, where it is nearer.
  private static let slack: Float = 8
  /// dB of a rise that a distance as long as the reach outweighs.
  private static let pull: Float = 10
  /// Samples around a mark that belong to it: what rises there is its own.
  static let own = 160
  /// Samples behind the reach that a window should have: 20 ms.
  static let tail = 320

  /// The onset that a mark at `offset` is meant for: the steepest rise within reach, or a nearer one nearly as steep.
  ///
  /// - Parameters:
  ///   - samples: a window at 16 kHz, mono, that should begin `reach + context` before `offset` (or at the
  ///     recording's first sample) and end `reach` and 20 ms after it.
  ///   - firstSample: the offset of `samples[0]`.
  ///   - marks: other marks; the onset lies on the same side of them as `offset`, and is none of theirs.
  /// - Returns: its offset, or `nil` where nothing rises within reach.
  public static func onset(near offset: Int, in samples: [Float], firstSample: Int, marks: [Int]) -> Int? {
    let range = free(around: offset, reach: reach, marks: marks)
    let arrivals = EnergyRises.arrivals(in: samples, leastRise: EnergyRises.leastRise)
      .filter { range.contains(firstSample + $0.offset) }
    return best(arrivals, near: offset - firstSample, reach: reach).map { firstSample + $0 }
  }

  /// The steepest arrival, or a nearer one nearly as steep.
  static func best(_ arrivals: [Arrival], near offset: Int, reach: Int) -> Int? {
    guard let steepest = arrivals.map(\.rise).max() else { return nil }
    func worth(_ arrival: Arrival) -> Float {
      arrival.rise - pull * Float(abs(arrival.offset - offset)) / Float(max(1, reach))
    }
    return arrivals.filter { $0.rise >= steepest - slack }.max { worth($0) < worth($1) }?.offset
  }

  /// What lies within reach and between the neighbours.
  private static func free(around offset: Int, reach: Int, marks: [Int]) -> ClosedRange<Int> {
    var (low, high) = (offset - reach, offset + reach)
    for mark in marks {
      if mark < offset { low = max(low, min(mark + own, offset)) }
      if mark > offset { high = min(high, max(mark - 1, offset)) }
    }
    return low...high
  }
}
