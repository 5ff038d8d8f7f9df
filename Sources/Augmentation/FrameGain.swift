import Basis

/// Turns some frames up or down.
package struct FrameGain: ImageTransform {
  /// How far each frame lies behind the first of them.
  package var offsets: [Double] = []
  /// dB for each of them; the last one serves for the rest.
  package var gains: [Double] = []
  /// The first frame, as a part of all frames.
  package var from = 0.0

  /// No change.
  package init() {}

  package static let name = "frame_gain"
  package static let summary = "Adds dB to some frames of the log-mel image, at a place drawn for each"
  package static let about = """
    Two cases of the original project: three neighbouring frames by -12, -24 and -12 dB, and three spread ones by -12 dB.
    Short gaps, as a radio link or a full buffer leaves them.
    """
  package static let parameters: [Parameter<FrameGain>] = [
    .numbers(
      "offsets", \.offsets, unit: "frames", in: 0...1000, standard: [0, 1, 2],
      "How far each frame lies behind the first of them"),
    .numbers(
      "gains_db", \.gains, unit: "dB", in: -100...100, standard: [-12, -24, -12], "What is added to each"),
    .drawnNumber("from", \.from, in: 0...1, "The first of them, as a part of all frames"),
  ]

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    var generator = key.generator()
    let span = Int(offsets.max() ?? 0) + 1
    from = Double(generator.below(max(1, MaskPlaces.frames - span + 1))) / Double(MaskPlaces.frames)
    return nil
  }

  package func apply(to image: inout LogMelCells) {
    let first = Int((from * Double(image.frames)).rounded())
    for (index, offset) in offsets.enumerated() {
      guard let gain = index < gains.count ? gains[index] : gains.last else { return }
      let frame = first + Int(offset)
      image.add(Float(gain), bands: 0..<image.nMels, frames: frame..<frame + 1)
    }
  }
}
