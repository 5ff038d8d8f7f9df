/// What a model says of places, from its windows' probabilities: smoothed, and with hysteresis.
///
/// Hysteresis with an upper threshold P and a lower one f · P makes windows on that reach P, and their neighbours in a row
/// that reach f · P. Here each window is given the highest P at which it is on, so that one run tells what every threshold
/// would: the most, over windows within reach, of the smaller of their own probability and the least on the way / f.
package struct WindowEvidence {
  /// Samples of a window, and from one to the next.
  private let length: Int
  private let hop: Int
  /// Samples of a window that may lie before an onset which it holds well: three quarters, as chunks are cut.
  private let lead: Int
  private let reach: Int
  private let fraction: Double
  /// Probabilities from window `first` on.
  private var raw: [Double] = []
  private var first = 0
  private var isComplete = false

  package init(length: Int, hop: Int, reach: Int, lowerFraction: Double) {
    (self.length, self.hop, self.reach, fraction) = (length, hop, reach, lowerFraction)
    lead = WindowEvidence.lead(length)
  }

  /// The longest lead of an onset that a window of this length holds well.
  package static func lead(_ length: Int) -> Int { max(1, length * 3 / 4) }

  /// Windows heard of.
  private var end: Int { first + raw.count }

  /// The next windows' probabilities.
  package mutating func append(_ probabilities: [Double]) { raw += probabilities }

  /// There are no more windows.
  package mutating func finish() { isComplete = true }

  /// The probability of an onset here; `nil` while windows that have a say in it have not been heard of.
  package func probability(at onset: Int) -> Double? {
    guard isComplete || onset / hop + reach + 1 < end else { return nil }
    guard end > 0 else { return 0 }
    let low = onset > lead ? (onset - lead + hop - 1) / hop : 0
    // Behind the last window's lead only that one is left.
    let high = min(onset / hop, end - 1)
    return (min(low, high)...high).reduce(0) { max($0, reached($1)) }
  }

  /// Forgets what no onset from this one on asks for.
  package mutating func forget(before onset: Int) {
    let window = max(0, onset - lead) / hop - reach - 2
    // The last one stays: what lies behind it asks for it.
    let count = min(max(0, window - first), max(0, raw.count - reach - 3))
    raw.removeFirst(count)
    first += count
  }

  /// The highest threshold at which a window is on.
  private func reached(_ window: Int) -> Double {
    var best = smoothed(window)
    for step in [-1, 1] {
      var (least, other) = (smoothed(window) / fraction, window)
      for _ in 0..<reach {
        other += step
        guard least > best, (0..<end).contains(other) else { break }
        let own = smoothed(other)
        best = max(best, min(own, least))
        least = min(least, own / fraction)
      }
    }
    return best
  }

  /// A window's probability, or the mean of it and its neighbours where that is more: dips within a burst are filled, and
  /// what only one window holds well is not blunted.
  private func smoothed(_ window: Int) -> Double {
    let range = max(max(0, first), window - 1)...min(end - 1, window + 1)
    let mean = range.reduce(0) { $0 + raw[$1 - first] } / Double(range.count)
    return max(raw[window - first], mean)
  }
}
