#if canImport(Glibc)
  import Glibc
#endif

// Formulas: R. Bristow-Johnson, Cookbook formulae for audio equalizer biquad filter coefficients (W3C note, 2021). They are
// the bilinear transforms of analogue prototypes, warped so that the named frequency stays where it is.

extension Biquad {
  /// A low-pass of second order, `q` at its cutoff; 1/√2 makes it a Butterworth filter.
  package static func lowPass(cutoff: Double, q: Double = 0.5.squareRoot(), rate: Double) -> Biquad {
    let turn = Turn(cutoff, q: q, rate: rate)
    let half = (1 - turn.cosine) / 2
    return turn.biquad(half, 1 - turn.cosine, half)
  }

  /// A high-pass of second order, `q` at its cutoff; 1/√2 makes it a Butterworth filter.
  package static func highPass(cutoff: Double, q: Double = 0.5.squareRoot(), rate: Double) -> Biquad {
    let turn = Turn(cutoff, q: q, rate: rate)
    let half = (1 + turn.cosine) / 2
    return turn.biquad(half, -1 - turn.cosine, half)
  }

  /// A band-pass with the gain 1 at its centre, 3 dB down at edges whose ratio gives `q` = centre / (upper − lower).
  package static func bandPass(center: Double, q: Double, rate: Double) -> Biquad {
    let turn = Turn(center, q: q, rate: rate)
    return turn.biquad(turn.alpha, 0, -turn.alpha)
  }

  /// Raises what lies below `frequency` by `gainDB`, half of it at `frequency`; `slope` 1 is the steepest that stays
  /// monotonous.
  package static func lowShelf(
    frequency: Double, gainDB: Double, slope: Double = 1, rate: Double
  ) -> Biquad {
    shelf(frequency, gainDB, slope, rate, side: 1)
  }

  /// Raises what lies above `frequency` by `gainDB`, half of it at `frequency`.
  package static func highShelf(
    frequency: Double, gainDB: Double, slope: Double = 1, rate: Double
  ) -> Biquad {
    shelf(frequency, gainDB, slope, rate, side: -1)
  }

  /// A shelf below (`side` 1) or above (`side` −1): the two differ in the signs of the cosine alone.
  private static func shelf(
    _ frequency: Double, _ gainDB: Double, _ slope: Double, _ rate: Double, side: Double
  ) -> Biquad {
    let a = pow(10, gainDB / 40)
    // 1 / q² of the shelf's slope; never below 0, where a slope above 1 meets a large gain.
    let damping = max(0, (a + 1 / a) * (1 / min(max(slope, 0.01), 1) - 1) + 2)
    let turn = Turn(frequency, q: 1 / damping.squareRoot(), rate: rate)
    let (k, root) = (side * turn.cosine, 2 * a.squareRoot() * turn.alpha)
    let a0 = (a + 1) + (a - 1) * k + root
    return Biquad(
      b0: a * ((a + 1) - (a - 1) * k + root) / a0,
      b1: side * 2 * a * ((a - 1) - (a + 1) * k) / a0,
      b2: a * ((a + 1) - (a - 1) * k - root) / a0,
      a1: side * -2 * ((a - 1) + (a + 1) * k) / a0,
      a2: ((a + 1) + (a - 1) * k - root) / a0)
  }

  /// Where on the unit circle a filter's frequency lies, and how sharp it is there.
  private struct Turn {
    let cosine, alpha: Double

    init(_ frequency: Double, q: Double, rate: Double) {
      let angle = 2 * Double.pi * Biquad.inside(frequency, rate) / rate
      cosine = cos(angle)
      alpha = sin(angle) / (2 * max(q, 0.001))
    }

    /// The poles that all but the shelves share.
    func biquad(_ b0: Double, _ b1: Double, _ b2: Double) -> Biquad {
      let a0 = 1 + alpha
      return Biquad(
        b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: -2 * cosine / a0, a2: (1 - alpha) / a0)
    }
  }

  /// A frequency held between a millionth and 0.499 of the rate, where every filter is stable.
  static func inside(_ frequency: Double, _ rate: Double) -> Double {
    min(max(frequency, rate * 1e-6), rate * 0.499)
  }
}
