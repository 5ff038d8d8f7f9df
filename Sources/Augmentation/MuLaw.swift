import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Telephone coding.
package struct MuLaw: WaveformTransform, Hashable {
  /// The curve's constant.
  package var mu = 255.0
  /// Bits of a code, its sign included.
  package var bits = 8

  package init() {}

  package static let name = "mu_law"
  package static let summary = "Codes and decodes samples by the μ-law, as telephones do"
  package static let about = """
    Telephone lines and some radio links send eight bits a sample on a logarithmic scale (ITU-T G.711's law, in its
    continuous form): quiet sounds keep their precision, loud ones lose it. Samples are rounded to 16 bits first.
    """
  package static let parameters: [Parameter<MuLaw>] = [
    .number("mu", \.mu, unit: "", in: 1...65_535, standard: 255...255, "The curve's constant"),
    .count("bits", \.bits, unit: "bits", in: 2...16, standard: 8...8, "Bits of a code, its sign included"),
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let made = MuLaw.curves.value(self) { curve }
    clip.samples.withUnsafeMutableBufferPointer { (made ?? curve).apply(to: $0) }
    return nil
  }

  private static let curves = Prepared<MuLaw, Waveshaping.Curve>(limit: 64)

  private var curve: Waveshaping.Curve {
    let levels = Double((1 << (bits - 1)) - 1)
    let range = log1p(mu)
    return Waveshaping.Curve { sample in
      let code = (log1p(mu * abs(sample)) / range * levels).rounded()
      let value = expm1(code / levels * range) / mu
      return sample < 0 ? -value : value
    }
  }
}
