import Acoustics
import Basis

/// Keeps what lies around a frequency.
package struct BandPass: WaveformTransform {
  /// Hz.
  package var centerHz = 1000.0
  /// The band's width as a part of its centre.
  package var bandwidth = 1.0
  /// 6 dB an octave each, on either side.
  package var order = 2

  package init() {}

  package static let name = "band_pass"
  package static let summary = "Keeps what lies around a centre frequency"
  package static let about = """
    A telephone, a cheap loudspeaker, a door between. A Butterworth filter, 3 dB down at the band's edges, which are so
    placed that their geometric mean is the centre and their distance `bandwidth` times the centre, within 5 and 7900 Hz.
    On either side it falls by 6 dB an octave for each order.
    """
  package static let parameters: [Parameter<BandPass>] = [
    .number(
      "center_hz", \.centerHz, unit: "Hz", in: 20...7500, standard: 200...4000, drawn: .logarithmic,
      "Centre of the band"),
    .number(
      "bandwidth", \.bandwidth, unit: "of the centre", in: 0.05...4, standard: 0.5...2,
      "Distance of the edges as a part of the centre"),
    .count("order", \.order, unit: "times 6 dB an octave", in: 1...8, standard: 2...2, "Steepness"),
  ]

  /// The band's edges in Hz.
  package var edges: (low: Double, high: Double) {
    let half = bandwidth / 2
    let ratio = half + (half * half + 1).squareRoot()
    return (max(5, centerHz / ratio), min(Filtering.highest, centerHz * ratio))
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let (low, high) = edges
    Filtering.apply(
      Butterworth.bandPass(order: order, low: low, high: high, rate: Filtering.rate), to: &clip)
    return nil
  }
}
