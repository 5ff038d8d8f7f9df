import Acoustics
import Basis

/// Raises or lowers what lies below a frequency.
package struct LowShelf: WaveformTransform {
  /// Hz.
  package var frequencyHz = 300.0
  /// dB.
  package var gainDB = 0.0

  package init() {}

  package static let name = "low_shelf"
  package static let summary = "Raises or lowers what lies below a frequency"
  package static let about = """
    Responses of microphones and rooms differ most at the low end. A shelf of second order by R. Bristow-Johnson's
    cookbook: half the gain in dB at the frequency itself.
    """
  package static let parameters: [Parameter<LowShelf>] = [
    .number(
      "frequency_hz", \.frequencyHz, unit: "Hz", in: 20...7500, standard: 50...2000, drawn: .logarithmic,
      "Frequency with half the gain"),
    .number("gain_db", \.gainDB, unit: "dB", in: -40...40, standard: -18...18, "Gain far below it"),
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let shelf = Biquad.lowShelf(frequency: frequencyHz, gainDB: gainDB, rate: Filtering.rate)
    Filtering.apply(BiquadCascade([shelf]), to: &clip)
    return nil
  }
}
