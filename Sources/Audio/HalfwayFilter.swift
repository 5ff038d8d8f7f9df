#if canImport(Glibc)
  import Glibc
#endif

/// The filter to a rate halfway: one and a half times the wanted rate.
///
/// It leaves everything below half the wanted rate as it is, and keeps what would fold into it away. Between lies as much
/// again, so that few coefficients do; the sharp filter behind it then runs at the lower rate.
enum HalfwayFilter {
  /// Decibels by which both bands are held.
  private static let attenuation = 130.0

  /// A windowed sinc whose middle is half the rate halfway (Kaiser: Nonrecursive digital filter design using the
  /// I0-sinh window function, 1974).
  static func make(from input: Int, to output: Int) -> PolyphaseFilter {
    let common = greatestCommonDivisor(3 * output, 2 * input)
    let (up, down) = (3 * output / common, 2 * input / common)
    let transition = Double.pi * Double(output) / Double(input)
    let width = (attenuation - 7.95) / (2.285 * transition) / 2
    let shape = 0.1102 * (attenuation - 8.7)
    let ratio = Double(up) / Double(down)
    return PolyphaseFilter(up: up, down: down, reach: Int(width.rounded(.up)) + 1) { place in
      let time = Double(place) / Double(up)
      guard time.magnitude < width else { return 0 }
      let angle = Double.pi * time * ratio
      let sinc = place == 0 ? 1 : sin(angle) / angle
      let window = bessel(shape * (1 - time * time / (width * width)).squareRoot()) / bessel(shape)
      return Float(ratio * sinc * window)
    }
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
