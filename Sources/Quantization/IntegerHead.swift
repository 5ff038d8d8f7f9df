import ConvNet

#if canImport(Glibc)
  import Glibc
#endif

/// The last step of an integer network: codes of the last numbers become codes of probabilities.
struct IntegerHead: Equatable, Sendable {
  let head: NetworkDescription.Head
  let input: AffineQuantization
  /// e^difference of two codes, by how far the second is above the first; for softmax.
  private let powers: [Int32]
  /// The probability of each code from −128 on; for sigmoid.
  private let probabilities: [Int8]

  init(_ head: NetworkDescription.Head, input: AffineQuantization) {
    (self.head, self.input) = (head, input)
    powers = head == .softmax ? IntegerHead.powers(scale: input.scale) : []
    probabilities = head == .sigmoid ? (Int8.min...Int8.max).map { IntegerHead.logistic($0, input) } : []
  }

  /// Codes of probabilities.
  func callAsFunction(_ codes: some Collection<Int8>) -> [Int8] {
    switch head {
    case .sigmoid: return codes.map { probabilities[Int($0) + 128] }
    case .softmax: return softmax(codes)
    }
  }

  /// With floats, rounded once: the reference kernel fills a table in this way.
  private static func logistic(_ code: Int8, _ input: AffineQuantization) -> Int8 {
    let probability = 1 / (1 + expf(-input.number(code)))
    return Int8(clamping: Int((probability * 256).rounded(.toNearestOrAwayFromZero)) - 128)
  }

  /// Differences whose power no longer counts are left out.
  private static func powers(scale: Float) -> [Int32] {
    // Numbers with 5 bits before the point.
    let factor = QuantizedMultiplier(min(Double(scale) * 0x1p26, 0x1p31 - 1))
    let most = (31.0 * 0x1p26 / exp2(Double(max(0, factor.shift)))).rounded(.down)
    return (0...255).prefix { Double($0) <= most }.map { FixedPoint.exponential(factor.product(Int32(-$0))) }
  }

  private func softmax(_ codes: some Collection<Int8>) -> [Int8] {
    let highest = Int(codes.max() ?? 0)
    func power(_ code: Int8) -> Int32? {
      let difference = highest - Int(code)
      return difference < powers.count ? powers[difference] : nil
    }
    // 12 bits before the point.
    let sum = codes.reduce(Int32(0)) { $0 &+ FixedPoint.rounded(power($1) ?? 0, right: 12) }
    let headroom = sum.leadingZeroBitCount
    let fraction = Int32(bitPattern: (UInt32(bitPattern: sum) &<< UInt32(headroom)) &- 1 << 31)
    let scale = FixedPoint.reciprocalOfOnePlus(fraction)
    let exponent = 12 - headroom + 31 - 8
    return codes.map { code in
      guard let power = power(code) else { return -128 }
      return Int8(
        clamping: Int(FixedPoint.rounded(FixedPoint.product(scale, power), right: exponent)) - 128)
    }
  }
}
