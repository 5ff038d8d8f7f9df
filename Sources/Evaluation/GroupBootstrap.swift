import Basis

/// Where a figure lies when the groups are drawn again and again with replacement.
public struct Interval: Sendable, Equatable {
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// From `low` to `high`.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// Intervals from drawing whole groups: rows of one recording are not independent, so rows alone would flatter.
///
/// Draws are keyed by the seed and the number of the resample and refer to the groups by the order of their names:
/// neither the order of the rows nor the number of threads matters.
public struct GroupBootstrap: Sendable {
  /// How often the groups are drawn.
  public let resamples: Int
  /// How many groups there are.
  public let groupCount: Int

  private let groupOfRow: [Int]
  private let key: RandomKey

  /// Prepares to draw; `nil` where there are fewer than two groups or no resamples.
  ///
  /// - Parameter groups: the group of each row.
  public init?(groups: [String], resamples: Int = 1000, seed: UInt64 = 0) {
    let names = Set(groups).sorted()
    guard names.count >= 2, resamples > 0 else { return nil }
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    groupOfRow = groups.map { numbers[$0] ?? 0 }
    groupCount = names.count
    self.resamples = resamples
    key = RandomKey(seed: seed).adding("bootstrap")
  }

  /// How often each row is there in one resample.
  public func multiplicities(resample: Int) -> [Double] {
    var generator = key.adding(resample).generator()
    var drawn = [Double](repeating: 0, count: groupCount)
    for _ in 0..<groupCount { drawn[generator.below(groupCount)] += 1 }
    return groupOfRow.map { drawn[$0] }
  }

  /// Percentile intervals of several figures, computed together (Efron: Bootstrap methods, 1979).
  ///
  /// - Parameters:
  ///   - confidence: the part of the resamples inside each interval, in 0…1.
  ///   - figures: the figures under a weight a row; always as many.
  /// - Returns: one interval a figure; `nil` where fewer than half of the resamples give it a value.
  public func intervals(
    confidence: Double = 0.95, jobs: Int = Parallel.cores, of figures: @Sendable ([Double]) -> [Double?]
  ) -> [Interval?] {
    let draws = Parallel.map(resamples, jobs: jobs) { figures(multiplicities(resample: $0)) }
    let tail = (1 - min(max(confidence, 0), 1)) / 2
    return (draws.first ?? []).indices.map { figure in
      let values = draws.compactMap { figure < $0.count ? $0[figure] : nil }.filter(\.isFinite).sorted()
      guard values.count * 2 >= resamples, !values.isEmpty else { return nil }
      return Interval(
        low: GroupBootstrap.quantile(values, tail), high: GroupBootstrap.quantile(values, 1 - tail))
    }
  }

  /// The quantile between the two nearest of the sorted values, linearly.
  private static func quantile(_ sorted: [Double], _ part: Double) -> Double {
    let position = part * Double(sorted.count - 1)
    let low = Int(position)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
  }
}
