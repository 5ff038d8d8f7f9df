/// Weights under which the classes have the same distribution of levels.
///
/// Loud shots against quiet backgrounds can be told apart without hearing a shot. Within each bin of levels the
/// rows of every class are weighted down to the class that is rarest there, in parts of its own total; so each
/// class keeps its part of the whole, and figures under these weights say what is left without the loudness.
public struct LevelMatch: Sendable, Equatable {
  /// A weight a row: 0 for rows without a level, and where a class is missing at that level.
  public let weights: [Double]
  /// The width of a bin in dB.
  public let binWidth: Double
  /// How many rows of each class have a weight.
  public let kept: [Int]
  /// How many equally weighted rows would be as good, for each class: (Σw)² / Σw² (Kish: Survey sampling, 1965).
  public let effective: [Double]

  /// Levels are held in this range, in dB: silence lies at its lower end.
  public static let range: ClosedRange<Double> = -120...60

  /// Matches the levels of all classes that have rows.
  ///
  /// - Parameters:
  ///   - levels: RMS in dB; minus infinity for silence, `nil` or NaN for not known.
  ///   - classes: the class of each row, in `0..<classCount`.
  ///   - weights: weights to begin with; 1 each unless given.
  ///   - binWidth: in dB, above 0; bins begin at multiples of it.
  /// - Returns: `nil` where it is impossible: fewer than two classes have rows, no bin holds all of them, or
  ///   the columns do not fit together.
  public init?(
    levels: [Double?], classes: [Int], classCount: Int, weights: [Double]? = nil, binWidth: Double = 2
  ) {
    guard levels.count == classes.count, weights.map({ $0.count == levels.count }) ?? true,
      binWidth.isFinite, binWidth >= 0.001, classes.allSatisfy((0..<max(0, classCount)).contains)
    else { return nil }
    let base = weights ?? [Double](repeating: 1, count: levels.count)
    guard base.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
    let bins = levels.map { LevelMatch.bin($0, binWidth) }

    var totals = [Double](repeating: 0, count: classCount)
    var held: [Int: [Double]] = [:]
    for (row, bin) in bins.enumerated() {
      guard let bin else { continue }
      totals[classes[row]] += base[row]
      held[bin, default: [Double](repeating: 0, count: classCount)][classes[row]] += base[row]
    }
    let present = totals.indices.filter { totals[$0] > 0 }
    guard present.count >= 2 else { return nil }

    let common = held.mapValues { sums in present.map { sums[$0] / totals[$0] }.min() ?? 0 }
    self.weights = bins.enumerated().map { row, bin in
      guard let bin, let sums = held[bin], let part = common[bin], sums[classes[row]] > 0 else { return 0 }
      return base[row] * part * totals[classes[row]] / sums[classes[row]]
    }
    guard self.weights.contains(where: { $0 > 0 }) else { return nil }
    self.binWidth = binWidth
    let rows = zip(self.weights, classes)
    kept = totals.indices.map { index in rows.count { $0 > 0 && $1 == index } }
    effective = totals.indices.map { index in
      let own = rows.filter { $0.1 == index }.map(\.0)
      let sum = own.reduce(0, +)
      return fraction(sum * sum, own.reduce(0) { $0 + $1 * $1 }) ?? 0
    }
  }

  private static func bin(_ level: Double?, _ width: Double) -> Int? {
    guard let level, !level.isNaN else { return nil }
    return Int((min(max(level, range.lowerBound), range.upperBound) / width).rounded(.down))
  }
}
