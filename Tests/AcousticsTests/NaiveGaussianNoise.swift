import Acoustics

/// The noise written out for one sample at a time, from the published generators and the Cephes library's polynomials.
struct NaiveGaussianNoise {
  /// xoshiro128++.
  private struct Generator {
    var a, b, c, d: UInt32

    mutating func next() -> UInt32 {
      func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }
      let result = rotated(a &+ d, 7) &+ a
      let shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = rotated(d, 11)
      return result
    }
  }

  /// The first `count` samples of a seed.
  static func samples(_ count: Int, seed: UInt64) -> [Float] {
    var state = seed
    func splitMix() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
    var generators = (0..<16).map { _ in
      let (first, second) = (splitMix(), splitMix())
      return Generator(
        a: UInt32(truncatingIfNeeded: first), b: UInt32(truncatingIfNeeded: first >> 32),
        c: UInt32(truncatingIfNeeded: second), d: UInt32(truncatingIfNeeded: second >> 32))
    }
    var samples: [Float] = []
    while samples.count < count {
      let pairs = generators.indices.map { lane in
        let (radius, angle) = (generators[lane].next(), generators[lane].next())
        return pair(radius, angle)
      }
      samples += pairs.map(\.0) + pairs.map(\.1)
    }
    return Array(samples.prefix(count))
  }

  private static func pair(_ radius: UInt32, _ angle: UInt32) -> (Float, Float) {
    let length = (logarithm(Float(Int32(radius >> 1)) + 0.5) * -2).squareRoot()
    let t = Float(Int32(bitPattern: angle << 2)) * 3.6572895e-10
    let z = t * t
    var s = z * -1.9515295891e-4 + 8.3321608736e-3
    s = (s * z - 1.6666654611e-1) * z * t + t
    var c = z * 2.443315711809948e-5 - 1.388731625493765e-3
    c = (c * z + 4.166664568298827e-2) * z * z - z * 0.5 + 1
    if angle >> 31 == 1 { c = -c }
    return angle >> 30 & 1 == 1 ? (s * length, c * length) : (c * length, s * length)
  }

  /// ln(x / 2³¹).
  private static func logarithm(_ x: Float) -> Float {
    var (exponent, m) = (Float(x.exponent), x.significand)
    if m >= 1.41421356 { (exponent, m) = (exponent + 1, m / 2) }
    m -= 1
    let coefficients: [Float] = [
      -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
      2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ]
    let p = coefficients.reduce(Float(7.0376836292e-2)) { $0 * m + $1 }
    let (z, e) = (m * m, exponent - 31)
    let y = (p * m * z + e * -2.12194440e-4) - z * 0.5
    return (m + y) + e * 0.693359375
  }
}
