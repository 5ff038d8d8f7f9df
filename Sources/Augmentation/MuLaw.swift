import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Telephone coding.
package struct MuLaw: WaveformTransform {
  /// The curve's constant.
  package var mu = 255.0
  /// Bits of a code, its sign included.
  package var bits = 8

  package init() {}

  package static let name = "mu_law"
  package static let summary = "Codes and decodes samples by the μ-law, as telephones do"
  package static let about = """
    Telephone lines and some radio links send eight bits a sample on a logarithmic scale (ITU-T G.711's law, in its
    continuous form): quiet sounds keep their precision, loud ones lose it.
    """
  package static let parameters: [Parameter<MuLaw>] = [
    .number("mu", \.mu, unit: "", in: 1...65_535, standard: 255...255, "The curve's constant"),
    .count("bits", \.bits, unit: "bits", in: 2...16, standard: 8...8, "Bits of a code, its sign included"),
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let levels = Double((1 << (bits - 1)) - 1)
    let range = log1p(mu)
    for index in clip.samples.indices {
      let sample = Double(clip.samples[index])
      let code = (log1p(mu * min(1, abs(sample))) / range * levels).rounded()
      let value = expm1(code / levels * range) / mu
      clip.samples[index] = Float(sample < 0 ? -value : value)
    }
    return nil
  }
}
