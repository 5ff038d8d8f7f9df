import Acoustics
import Basis

/// Adds noise whose power falls with frequency.
package struct AddedColoredNoise: WaveformTransform {
  /// dB.
  package var snrDB = 20.0
  /// In steps of 0.1: 0 is white, -3 pink, -6 brown.
  package var decibelsPerOctave = -3.0
  /// Over what the SNR is measured.
  package var window = NoiseWindow.chunk
  /// Names the noise.
  package var seed: UInt64 = 0

  package init() {}

  package static let name = "colored_noise"
  package static let summary = "Adds noise whose power falls with frequency, at a signal-to-noise ratio"
  package static let about = """
    Wind, distant traffic and machines are pink (-3 dB an octave) to brown (-6 dB). There is nothing below 20 Hz, so that
    it never drifts. The SNR is measured as for gaussian_noise.
    """
  package static let parameters: [Parameter<AddedColoredNoise>] = [
    .number("snr_db", \.snrDB, unit: "dB", in: -40...120, standard: 5...40, "Signal-to-noise ratio"),
    .number(
      "decibels_per_octave", \.decibelsPerOctave, unit: "dB an octave", in: -12...12, standard: -6 ... -3,
      "How its power changes with frequency: 0 white, -3 pink, -6 brown"),
    .choice("over", \.window, standard: .chunk, "What the SNR is measured over"),
    .seed(\.seed),
  ]

  /// Rounds to tenths: the shapes are kept, and there is no end of numbers.
  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    decibelsPerOctave = (decibelsPerOctave * 10).rounded() / 10
    return window.skip(facts)
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    guard let noise = AddedColoredNoise.shape(decibelsPerOctave, length: clip.samples.count) else {
      return Skip("the chunk is too long")
    }
    return NoiseMix.add(to: &clip, snrDB: snrDB, over: window) { noise.fill($0, seed: seed) }
  }

  private struct Shape: Hashable {
    var tenths: Int
    var length: Int
  }

  private static let shapes = Prepared<Shape, ColoredNoise>()

  private static func shape(_ decibelsPerOctave: Double, length: Int) -> ColoredNoise? {
    let tenths = Int((decibelsPerOctave * 10).rounded())
    return shapes.value(Shape(tenths: tenths, length: length)) {
      ColoredNoise(decibelsPerOctave: Double(tenths) / 10, length: length, rate: Double(Sampling.rate))
    }
  }
}
