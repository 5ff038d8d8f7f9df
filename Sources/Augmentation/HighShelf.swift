import Acoustics
import Basis

/// Raises or lowers what lies above a frequency.
package struct HighShelf: WaveformTransform {
  /// Hz.
  package var frequencyHz = 3000.0
  /// dB.
  package var gainDB = 0.0

  package init() {}

  package static let name = "high_shelf"
  package static let summary = "Raises or lowers what lies above a frequency"
  package static let about = """
    Responses of microphones and rooms differ much at the high end. A shelf of second order by R. Bristow-Johnson's
    cookbook: half the gain in dB at the frequency itself.
    """
  package static let parameters: [Parameter<HighShelf>] = [
    .number(
      "frequency_hz", \.frequencyHz, unit: "Hz", in: 20...7500, standard: 300...6000, drawn: .logarithmic,
      "Frequency with half the gain"),
    .number("gain_db", \.gainDB, unit: "dB", in: -40...40, standard: -18...18, "Gain far above it"),
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let shelf = Biquad.highShelf(frequency: frequencyHz, gainDB: gainDB, rate: Filtering.rate)
    Filtering.apply(BiquadCascade([shelf]), to: &clip)
    return nil
  }
}
