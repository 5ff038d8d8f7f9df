#if canImport(Glibc)
  import Glibc
#endif

extension Butterworth {
  /// Lets pass what lies between two frequencies in Hz: 3.01 dB down at both, however close they lie together, and from
  /// there on 6.02 dB an octave for each order on either side. `order` sections.
  ///
  /// Each pole p of the low-pass becomes two, the roots of s² - p·B·s + W², where W² is the product of the warped edges and B
  /// their difference (A. Oppenheim and R. Schafer: Discrete-time signal processing, 3rd ed., 2010, §7.2 and 7.4).
  package static func bandPass(order: Int, low: Double, high: Double, rate: Double) -> BiquadCascade {
    let lower = tan(Double.pi * Biquad.inside(low, rate) / rate)
    let upper = max(lower * 1.000_01, tan(Double.pi * Biquad.inside(high, rate) / rate))
    let band = Band(square: lower * upper, width: upper - lower)
    let order = min(max(order, 1), 12)
    let center = atan(band.square.squareRoot()) * rate / Double.pi
    let sections = (0..<(order + 1) / 2).flatMap { pair in
      // From the one next to the imaginary axis to the real one, which an odd order has.
      let angle = Double.pi * (0.5 + (Double(pair) + 0.5) / Double(order))
      let isReal = order % 2 == 1 && pair == order / 2
      let roots = band.roots(of: Complex(cos(angle), isReal ? 0 : sin(angle))).map(\.bilinear)
      return isReal ? [section(roots[0], roots[1])] : roots.map { section($0, $0.conjugate) }
    }
    return BiquadCascade(sections.map { $0.scaled(by: 1 / $0.gain(at: center, rate: rate)) })
  }

  /// Two poles that are real, or each other's conjugate, and a zero each at 0 Hz and at half the rate.
  private static func section(_ one: Complex, _ other: Complex) -> Biquad {
    let product = one.real * other.real - one.imaginary * other.imaginary
    return Biquad(b0: 1, b1: 0, b2: -1, a1: -(one.real + other.real), a2: product)
  }

  private struct Band {
    /// The product of the warped edges.
    let square: Double
    /// Their difference.
    let width: Double

    func roots(of pole: Complex) -> [Complex] {
      let half = Complex(pole.real * width / 2, pole.imaginary * width / 2)
      let root = Complex(
        half.real * half.real - half.imaginary * half.imaginary - square, 2 * half.real * half.imaginary
      ).squareRoot
      return [
        Complex(half.real + root.real, half.imaginary + root.imaginary),
        Complex(half.real - root.real, half.imaginary - root.imaginary),
      ]
    }
  }

  private struct Complex {
    let real, imaginary: Double

    init(_ real: Double, _ imaginary: Double) { (self.real, self.imaginary) = (real, imaginary) }

    var conjugate: Complex { Complex(real, -imaginary) }

    var squareRoot: Complex {
      let radius = hypot(real, imaginary)
      let part = max(0, (radius - real) / 2).squareRoot()
      return Complex(max(0, (radius + real) / 2).squareRoot(), imaginary < 0 ? -part : part)
    }

    /// (1 + s) / (1 - s).
    var bilinear: Complex {
      let square = (1 - real) * (1 - real) + imaginary * imaginary
      return Complex((1 - real * real - imaginary * imaginary) / square, 2 * imaginary / square)
    }
  }
}

extension Biquad {
  fileprivate func scaled(by factor: Double) -> Biquad {
    Biquad(b0: b0 * factor, b1: b1 * factor, b2: b2 * factor, a1: a1, a2: a2)
  }
}
