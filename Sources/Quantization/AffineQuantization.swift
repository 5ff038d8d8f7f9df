/// How whole numbers stand for others: number = scale · (code − zero point).
public struct AffineQuantization: Equatable, Hashable, Sendable {
  /// The distance between neighbouring codes' numbers.
  public var scale: Float
  /// The code of 0, −128...127.
  public var zeroPoint: Int

  /// A scale and the code of 0.
  public init(scale: Float, zeroPoint: Int) { (self.scale, self.zeroPoint) = (scale, zeroPoint) }

  /// What probabilities have: 256 steps from 0 on, as TensorFlow Lite asks of softmax and logistic.
  public static let probability = AffineQuantization(scale: 1 / 256, zeroPoint: -128)

  /// Codes for a range of numbers, which is widened to hold 0, since padding needs a code of its own.
  package init(_ range: ValueRange) {
    let low = min(0, range.low)
    let high = max(0, range.high)
    // Halves, since the difference of two floats may be too large for one.
    let scale = Float((Double(high) - Double(low)) / 255)
    guard scale >= .leastNormalMagnitude, scale.isFinite else {
      self.init(scale: 1, zeroPoint: 0)
      return
    }
    let zeroPoint = (-128 - Double(low) / Double(scale)).rounded(.toNearestOrAwayFromZero)
    self.init(scale: scale, zeroPoint: Int(min(127, max(-128, zeroPoint))))
  }

  /// The nearest code, halves away from zero; numbers beyond the range become its end, what is no number the code of 0.
  public func code(_ number: Float) -> Int8 {
    let steps = (number / scale).rounded(.toNearestOrAwayFromZero)
    guard !steps.isNaN else { return Int8(clamping: zeroPoint) }
    return Int8(clamping: Int(min(1024, max(-1024, steps))) + zeroPoint)
  }

  /// The number that a code stands for.
  public func number(_ code: Int8) -> Float { scale * Float(Int(code) - zeroPoint) }
}
