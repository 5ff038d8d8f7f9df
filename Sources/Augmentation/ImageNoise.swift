import Basis

/// Multiplies every cell by a number of its own.
package struct ImageNoise: ImageTransform {
  /// The least factor.
  package var least = 1.0
  /// The largest factor.
  package var most = 1.0
  /// Names the factors.
  package var seed: UInt64 = 0

  /// No change.
  package init() {}

  package static let name = "image_noise"
  package static let summary = "Multiplies every cell of the log-mel image by a number of its own"
  package static let about = """
    The original project's commonest case: factors of 0.66 to 0.99 on values in dB. Negative dB come nearer to 0, so
    quiet cells become louder the more, the quieter they are. It is kept for comparison; noise at an SNR on the waveform
    is what happens in the world.
    """
  package static let parameters: [Parameter<ImageNoise>] = [
    .setting(
      "factor", unit: "", in: 0...2, standard: 0.66...0.99, drawn: .uniform,
      "The factors, drawn for each cell alone"),
    .drawnNumber("least", \.least, in: 0...2, "The least factor"),
    .drawnNumber("most", \.most, in: 0...2, "The largest factor"),
    .seed(\.seed),
  ]

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    let range = settings.range("factor")
    (least, most) = (range.lowerBound, range.upperBound)
    return nil
  }

  package func apply(to image: inout LogMelCells) {
    var generator = RandomKey(seed: seed).generator()
    let range = least...max(least, most)
    for index in image.values.indices { image.values[index] *= Float(generator.number(in: range)) }
  }
}
