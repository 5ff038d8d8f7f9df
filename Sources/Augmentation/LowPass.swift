import Acoustics
import Basis

/// Takes away what lies above a frequency.
package struct LowPass: WaveformTransform {
  /// Hz.
  package var cutoffHz = 4000.0
  /// 6 dB an octave each.
  package var order = 2

  package init() {}

  package static let name = "low_pass"
  package static let summary = "Takes away what lies above a cutoff frequency"
  package static let about = """
    Walls, bodies and distance dull a shot. A Butterworth filter, 3 dB down at the cutoff, 6 dB an octave for each order;
    it answers at once, so the onset stays where it is.
    """
  package static let parameters: [Parameter<LowPass>] = [
    .number(
      "cutoff_hz", \.cutoffHz, unit: "Hz", in: 20...Filtering.highest, standard: 150...7500,
      drawn: .logarithmic, "Frequency that is 3 dB down"),
    .count("order", \.order, unit: "times 6 dB an octave", in: 1...8, standard: 2...4, "Steepness"),
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    Filtering.apply(Butterworth.lowPass(order: order, cutoff: cutoffHz, rate: Filtering.rate), to: &clip)
    return nil
  }
}
