#if canImport(Glibc)
  import Glibc
#endif

/// A filter with two poles and two zeros:
/// H(z) = (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²).
package struct Biquad: Equatable, Sendable {
  package var b0, b1, b2, a1, a2: Double

  /// A filter by its coefficients, all divided by a0.
  package init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
    (self.b0, self.b1, self.b2, self.a1, self.a2) = (b0, b1, b2, a1, a2)
  }

  /// Whether what it was fed dies away: both poles lie inside the unit circle (the stability triangle).
  package var isStable: Bool { abs(a2) < 1 && abs(a1) < 1 + a2 }

  /// Its gain at a frequency, as a factor of amplitude.
  package func gain(at frequency: Double, rate: Double) -> Double {
    let angle = 2 * Double.pi * frequency / rate
    func magnitude(_ zero: Double, _ one: Double, _ two: Double) -> Double {
      let real = zero + one * cos(angle) + two * cos(2 * angle)
      let imaginary = one * sin(angle) + two * sin(2 * angle)
      return hypot(real, imaginary)
    }
    return magnitude(b0, b1, b2) / magnitude(1, a1, a2)
  }
}
