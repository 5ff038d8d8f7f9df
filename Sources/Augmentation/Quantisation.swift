import Acoustics

/// Rounds samples to fewer bits.
package struct Quantisation: WaveformTransform {
  /// Bits of a sample, its sign included.
  package var bits = 8

  package init() {}

  package static let name = "quantisation"
  package static let summary = "Rounds samples to fewer bits"
  package static let about = """
    Small sensors have converters of 8 to 12 bits. Rounded to the nearest of 2^bits steps between -1 and 1, without
    dither; what is quieter than half a step is gone.
    """
  package static let parameters: [Parameter<Quantisation>] = [
    .count("bits", \.bits, unit: "bits", in: 2...16, standard: 6...12, "Bits of a sample, its sign included")
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    clip.samples.withUnsafeMutableBufferPointer { Waveshaping.round($0, bits: bits) }
    return nil
  }
}
