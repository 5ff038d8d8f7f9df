import Acoustics
import Basis

/// Takes away what lies below a frequency.
package struct HighPass: WaveformTransform {
  /// Hz.
  package var cutoffHz = 200.0
  /// 6 dB an octave each.
  package var order = 2

  package init() {}

  package static let name = "high_pass"
  package static let summary = "Takes away what lies below a cutoff frequency"
  package static let about = """
    Small microphones and wind protection lose the low frequencies. A Butterworth filter, 3 dB down at the cutoff, 6 dB an
    octave for each order.
    """
  package static let parameters: [Parameter<HighPass>] = [
    .number(
      "cutoff_hz", \.cutoffHz, unit: "Hz", in: 5...Filtering.highest, standard: 20...2400,
      drawn: .logarithmic, "Frequency that is 3 dB down"),
    .count("order", \.order, unit: "times 6 dB an octave", in: 1...8, standard: 2...4, "Steepness"),
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    Filtering.apply(Butterworth.highPass(order: order, cutoff: cutoffHz, rate: Filtering.rate), to: &clip)
    return nil
  }
}
