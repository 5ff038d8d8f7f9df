#if canImport(Glibc)
  import Glibc
#endif

/// Filters that are as flat as can be where they let pass: 3.01 dB down at the cutoff, and from there on 6.02 dB an octave
/// for each order (S. Butterworth, On the theory of filter amplifiers, 1930).
///
/// The analogue poles lie evenly on a half circle: a section for each pair, with q = 1 / (2 cos θ), and one of first order
/// where the order is odd; the bilinear transform keeps the cutoff where it is. The order is held within 1 ... 12.
package enum Butterworth {
  /// Lets pass what lies below the cutoff in Hz.
  package static func lowPass(order: Int, cutoff: Double, rate: Double) -> BiquadCascade {
    cascade(order, first: { Biquad.firstOrder(cutoff, rate, sign: 1) }) {
      Biquad.lowPass(cutoff: cutoff, q: $0, rate: rate)
    }
  }

  /// Lets pass what lies above the cutoff in Hz.
  package static func highPass(order: Int, cutoff: Double, rate: Double) -> BiquadCascade {
    cascade(order, first: { Biquad.firstOrder(cutoff, rate, sign: -1) }) {
      Biquad.highPass(cutoff: cutoff, q: $0, rate: rate)
    }
  }

  private static func cascade(
    _ order: Int, first: () -> Biquad, second: (_ q: Double) -> Biquad
  ) -> BiquadCascade {
    let order = min(max(order, 1), 12)
    let pairs = (0..<(order / 2)).map { pair in
      // The flattest section first: the peak of a sharp one behind it meets what is already attenuated.
      let angle = Double.pi * (Double(pair) + (order.isMultiple(of: 2) ? 0.5 : 1)) / Double(order)
      return second(1 / (2 * cos(angle)))
    }
    return BiquadCascade(order.isMultiple(of: 2) ? pairs : [first()] + pairs)
  }
}

extension Biquad {
  /// The bilinear transform of 1 / (s + 1) (`sign` 1) or s / (s + 1) (`sign` −1).
  fileprivate static func firstOrder(_ cutoff: Double, _ rate: Double, sign: Double) -> Biquad {
    let k = tan(Double.pi * Biquad.inside(cutoff, rate) / rate)
    let gain = (sign > 0 ? k : 1) / (1 + k)
    return Biquad(b0: gain, b1: sign * gain, b2: 0, a1: (k - 1) / (k + 1), a2: 0)
  }
}
