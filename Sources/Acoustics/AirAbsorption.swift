#if canImport(Glibc)
  import Glibc
#endif

/// How air dulls sound on its way, as a filter.
///
/// Its gain is that of `Atmosphere.absorption`; its phase the least that goes with it, so that a filtered onset stays where it
/// is. Absorption in decibels grows in proportion to the way, and so does the cepstrum: it is computed once for an
/// atmosphere, and a distance costs a recursion (A. Oppenheim and R. Schafer: Discrete-time signal processing, 3rd ed., 2010,
/// §13.5 and 13.6).
package struct AirAbsorption: Sendable {
  /// Taps of a filter.
  package static let tapCount = 256
  /// The cepstrum of the filter for one metre; from 1 on doubled and times its index, as the recursion wants it.
  private let cepstrum: [Double]

  /// The dulling by `air` at a sampling rate in Hz.
  package init(_ air: Atmosphere, rate: Double) {
    let points = 512
    // Nepers, the natural logarithms of amplitudes, at steps from 0 to half the rate.
    let nepers = (0...points).map { point in
      -air.absorption(at: max(1, Double(point) * rate / Double(2 * points))) / 20 * log(10)
    }
    let cosines = (0..<(2 * points)).map { cos(Double.pi * Double($0) / Double(points)) }
    cepstrum = (0..<AirAbsorption.tapCount).map { index in
      var sum = (nepers[0] + (index.isMultiple(of: 2) ? 1 : -1) * nepers[points]) / 2
      var place = index
      for point in 1..<points {
        sum += nepers[point] * cosines[place]
        place = (place + index) & (2 * points - 1)
      }
      return sum / Double(points) * (index == 0 ? 1 : 2 * Double(index))
    }
  }

  /// The impulse response for a way of so many metres, `tapCount` samples; [1, 0, 0, …] for none.
  ///
  /// Within 1 dB of the absorption from 100 Hz to 7 kHz up to a kilometre at 16 kHz.
  package func taps(overMetres metres: Double) -> [Float] {
    let scale = max(0, metres)
    let logarithms = cepstrum.map { $0 * scale }
    var taps = [Double](repeating: 0, count: logarithms.count)
    taps[0] = exp(logarithms[0])
    for index in 1..<taps.count {
      var sum = 0.0
      for earlier in 1...index { sum += logarithms[earlier] * taps[index - earlier] }
      taps[index] = sum / Double(index)
    }
    return taps.map { Float($0) }
  }
}
