#if canImport(Glibc)
  import Glibc
#endif

/// A low-pass of linear phase: the sinc under a Kaiser window (J. Kaiser: Nonrecursive digital filter design using the
/// I0-sinh window function, 1974).
package struct KaiserSinc: Sendable {
  /// The middle of the transition, as a part of the rate: up to 0.5.
  package let cutoff: Double
  /// Samples on each side.
  package let reach: Double
  private let shape: Double

  /// - Parameters:
  ///   - cutoff: the middle of the transition, as a part of the rate.
  ///   - transition: its width, as a part of the rate.
  ///   - attenuation: decibels by which both bands are held before the sum is made 1; 50 or more.
  package init(cutoff: Double, transition: Double, attenuation: Double) {
    self.cutoff = cutoff
    reach = ((attenuation - 7.95) / (14.36 * transition) / 2).rounded(.up) + 1
    shape = 0.1102 * (attenuation - 8.7)
  }

  /// The response at a time in samples; 0 from `reach` on.
  package func value(_ time: Double) -> Double {
    guard abs(time) < reach else { return 0 }
    let angle = 2 * Double.pi * cutoff * time
    let sinc = abs(angle) < 1e-9 ? 1 : sin(angle) / angle
    let place = time / reach
    let window = KaiserSinc.bessel(shape * (1 - place * place).squareRoot()) / KaiserSinc.bessel(shape)
    return 2 * cutoff * sinc * window
  }

  /// The response at the whole samples −half ... half, with the sum 1, so that a constant stays what it is.
  package var taps: [Float] {
    let half = Int(reach)
    let values = (-half...half).map { value(Double($0)) }
    let sum = values.reduce(0, +)
    return values.map { Float($0 / sum) }
  }

  /// The modified Bessel function of the first kind and order zero, by its power series.
  private static func bessel(_ x: Double) -> Double {
    var (term, sum, order) = (1.0, 1.0, 1.0)
    while term > sum * 1e-17 {
      term *= (x / (2 * order)) * (x / (2 * order))
      sum += term
      order += 1
    }
    return sum
  }
}
