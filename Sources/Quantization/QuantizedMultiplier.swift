#if canImport(Glibc)
  import Glibc
#endif

/// A positive or negative factor as TensorFlow Lite's reference kernels apply it: `multiplier` · 2^(`shift` − 31), the
/// product rounded twice (Jacob et al.: Quantization and training of neural networks for efficient
/// integer-arithmetic-only inference, 2018).
public struct QuantizedMultiplier: Equatable, Hashable, Sendable {
  /// The factor's 31 leading bits, with its sign.
  public let multiplier: Int32
  /// How far they are shifted to the left; to the right where negative, by at most 31.
  public let shift: Int

  /// The nearest; one below 2⁻³² or so becomes 0, one beyond 2³⁰ stops there.
  public init(_ factor: Double) {
    var exponent: Int32 = 0
    let fraction = frexp(factor, &exponent)
    var bits = Int64((fraction * 0x1p31).rounded(.toNearestOrAwayFromZero))
    var shift = Int(exponent)
    if abs(bits) == 1 << 31 { (bits, shift) = (bits / 2, shift + 1) }
    switch shift {
    case ..<(-31): (multiplier, self.shift) = (0, 0)
    case 31...: (multiplier, self.shift) = (bits < 0 ? -Int32.max : .max, 30)
    default: (multiplier, self.shift) = (Int32(clamping: bits), bits == 0 ? 0 : shift)
    }
  }

  /// The product with a whole number, rounded once, halves upwards: as LiteRT's kernel for dense layers does.
  public func productRoundedOnce(_ number: Int32) -> Int32 {
    let right = Int64(31 - shift)
    let product = Int64(number) * Int64(multiplier)
    return Int32(truncatingIfNeeded: (product + Int64(1) << (right - 1)) >> right)
  }

  /// The product with a whole number.
  public func product(_ number: Int32) -> Int32 {
    // What overflows wraps, as in the compiled kernels.
    let shifted = number &<< Int32(max(0, shift))
    return FixedPoint.rounded(FixedPoint.product(shifted, multiplier), right: max(0, -shift))
  }
}

/// Numbers within −1...1 as 32-bit fractions, with the roundings of the reference kernels.
enum FixedPoint {
  /// a · b / 2³¹, to the nearest, halves upwards; −1 · −1 is the highest fraction.
  static func product(_ left: Int32, _ right: Int32) -> Int32 {
    if left == .min, right == .min { return .max }
    let whole = Int64(left) * Int64(right)
    let nudge: Int64 = whole >= 0 ? 1 << 30 : 1 - 1 << 30
    return Int32(truncatingIfNeeded: (whole + nudge) / (1 << 31))
  }

  /// Divided by a power of two, to the nearest, halves away from zero.
  static func rounded(_ number: Int32, right shift: Int) -> Int32 {
    guard shift > 0 else { return number }
    let mask = Int32(truncatingIfNeeded: (Int64(1) << Int64(shift)) - 1)
    let threshold = (mask >> 1) + (number < 0 ? 1 : 0)
    return (number >> Int32(shift)) + ((number & mask) > threshold ? 1 : 0)
  }

  /// Times a power of two; what does not fit becomes the end.
  static func saturated(_ number: Int32, left shift: Int) -> Int32 {
    Int32(clamping: Int64(number) << Int64(shift))
  }

  /// e^number of a number not above 0 with 5 bits before the point, as a fraction.
  static func exponential(_ number: Int32) -> Int32 {
    if number == 0 { return .max }
    let quarter: Int32 = 1 << 24
    let within = (number & (quarter - 1)) - quarter
    var result = exponentialNearZero(within &<< 5)
    let rest = within &- number
    let factors: [(bit: Int32, factor: Int32)] = [
      (24, 1_672_461_947), (25, 1_302_514_674), (26, 790_015_084), (27, 290_630_308), (28, 39_332_535),
      (29, 720_401), (30, 242),
    ]
    for (bit, factor) in factors where rest & (1 &<< bit) != 0 { result = product(result, factor) }
    return result
  }

  /// e^fraction for −1/4..<0: the series around −1/8.
  private static func exponentialNearZero(_ fraction: Int32) -> Int32 {
    let (constant, third): (Int32, Int32) = (1_895_147_668, 715_827_883)
    let x = fraction &+ 1 << 28
    let square = product(x, x)
    let cube = product(square, x)
    let fourth = rounded(product(square, square), right: 2)
    let tail = rounded(product(fourth &+ cube, third) &+ square, right: 1)
    return constant &+ product(constant, x &+ tail)
  }

  /// 1 / (1 + fraction), by Newton's steps on a number with two bits before the point.
  static func reciprocalOfOnePlus(_ fraction: Int32) -> Int32 {
    let sum = Int64(fraction) + Int64(Int32.max)
    let half = Int32((sum + (sum >= 0 ? 1 : -1)) / 2)
    var x = 1_515_870_810 &+ product(half, -1_010_580_540)
    for _ in 0..<3 {
      let rest = (1 << 29) &- product(half, x)
      x = x &+ saturated(product(x, rest), left: 2)
    }
    return saturated(x, left: 1)
  }
}
