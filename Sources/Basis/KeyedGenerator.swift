#if canImport(Glibc)
  import Glibc
#endif

/// SplitMix64 from a `RandomKey`, with draws of our own: the standard library's may change between versions,
/// and then the same seed would no longer give the same bytes.
public struct KeyedGenerator: RandomNumberGenerator, Sendable {
  @usableFromInline
  var state: UInt64

  @inlinable
  init(state: UInt64) { self.state = state }

  /// The next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return RandomKey.mix(state)
  }

  /// A whole number in `0..<bound`, uniform (Lemire: Fast random integer generation in an interval, 2019);
  /// 0 where `bound` is below 1.
  @inlinable
  public mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let floor = (0 &- range) % range
      while product.low < floor { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// A whole number in `range`, uniform.
  @inlinable
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    let width = range.upperBound.subtractingReportingOverflow(range.lowerBound)
    guard !width.overflow, width.partialValue < Int.max else { return range.lowerBound }
    return range.lowerBound + below(width.partialValue + 1)
  }

  /// A number in `0..<1` with 53 random bits.
  @inlinable
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in `range`, uniform.
  @inlinable
  public mutating func number(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + unit() * (range.upperBound - range.lowerBound)
  }

  /// Whether an event of this probability happens.
  @inlinable
  public mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// A number from the standard normal distribution (Box and Muller, 1958; one of the pair is dropped, so that
  /// each draw costs the same two words).
  public mutating func gaussian() -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return radius * cos(2 * Double.pi * unit())
  }

  /// Puts `items` into a random order (Durstenfeld 1964).
  @inlinable
  public mutating func shuffle<Item>(_ items: inout [Item]) {
    guard items.count > 1 else { return }
    for last in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(last, below(last + 1)) }
  }
}
