import Acoustics
import Basis

/// Adds white noise.
package struct AddedGaussianNoise: WaveformTransform {
  /// dB.
  package var snrDB = 20.0
  /// Over what the SNR is measured.
  package var window = NoiseWindow.chunk
  /// Names the noise.
  package var seed: UInt64 = 0

  package init() {}

  package static let name = "gaussian_noise"
  package static let summary = "Adds white Gaussian noise at a signal-to-noise ratio"
  package static let about = """
    A microphone's and its amplifier's own noise. The SNR is the ratio of mean squares over the whole chunk, or over the
    100 ms from the onset on, before the sum is rounded to 16 bits. Over the whole chunk a short shot counts little: the
    same SNR is then more noise. On silence an SNR is undefined, and the step is skipped.
    """
  package static let parameters: [Parameter<AddedGaussianNoise>] = [
    .number("snr_db", \.snrDB, unit: "dB", in: -40...120, standard: 5...40, "Signal-to-noise ratio"),
    .choice("over", \.window, standard: .chunk, "What the SNR is measured over"),
    .seed(\.seed),
  ]

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? { window.skip(facts) }

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    NoiseMix.add(to: &clip, snrDB: snrDB, over: window) { GaussianNoise.fill($0, seed: seed) }
  }
}
