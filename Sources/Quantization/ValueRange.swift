/// The numbers between two ends.
package struct ValueRange: Equatable, Sendable {
  /// The lowest.
  package var low: Float
  /// The highest.
  package var high: Float

  package init(low: Float, high: Float) { (self.low, self.high) = (low, high) }

  /// No number at all.
  static let none = ValueRange(low: .infinity, high: -.infinity)

  /// The lowest and highest of numbers.
  package init(_ numbers: some Sequence<Float>) {
    self = .none
    for number in numbers { (low, high) = (min(low, number), max(high, number)) }
  }

  /// The range that holds both.
  package func joined(_ other: ValueRange) -> ValueRange {
    ValueRange(low: min(low, other.low), high: max(high, other.high))
  }
}
