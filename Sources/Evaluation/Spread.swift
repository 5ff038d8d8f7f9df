/// Where numbers lie and how far they scatter, by their ranks: outliers count as one number each.
public struct Spread: Sendable, Equatable {
  /// The middle one; the mean of the middle two.
  public let median: Double
  /// The median of the distances from the median.
  public let medianAbsoluteDeviation: Double
  private let sorted: [Double]

  /// The spread of numbers in any order; `nil` where there are none.
  public init?(_ numbers: [Double]) {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    self.sorted = sorted
    let median = Spread.percentile(50, of: sorted)
    self.median = median
    medianAbsoluteDeviation = Spread.percentile(50, of: sorted.map { abs($0 - median) }.sorted())
  }

  /// The number below which `percent` of them lie, between neighbours in proportion, as numpy has it.
  /// - Parameter percent: held to 0…100.
  public func percentile(_ percent: Double) -> Double { Spread.percentile(percent, of: sorted) }

  private static func percentile(_ percent: Double, of sorted: [Double]) -> Double {
    let place = min(1, max(0, percent / 100)) * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
  }
}
