import Acoustics
import Basis

/// Puts the chunk into a street.
package struct Street: WaveformTransform {
  /// Metres between the façades.
  package var width = 15.0
  /// Metres along the street from the shot to the microphone.
  package var distance = 50.0
  /// dB at each reflection.
  package var facadeLoss = 3.0
  /// dB in addition at high frequencies.
  package var facadeDulling = 4.0
  /// The part of the amplitude that the ground throws back.
  package var ground = 0.6
  /// dB of the tail over the direct sound.
  package var tailLevel = -8.0
  /// Seconds.
  package var decay = 1.0
  /// Metres above the ground.
  package var microphoneHeight = 4.0
  /// Where across the street the shot is, and the microphone.
  package var across: [Double] = []
  /// Names the tail's noise.
  package var seed: UInt64 = 0

  package init() {}

  package static let name = "street"
  package static let summary = "Puts the chunk into a street, with façades, ground and a tail"
  package static let about = """
    Reflections between two façades and off the ground (image sources, Iu and Li 2002), dulled by walls and air, and a
    diffuse tail of what uneven façades scatter. Not all echoes are weaker than the shot: where source and microphone lie
    near the same façade two come at once. The direct sound stays where it is, the chunk keeps its RMS level; what was
    reverberating before the chunk began is not known and missing. What the way itself takes belongs to `distance`.
    """
  package static let parameters: [Parameter<Street>] = [
    .number(
      "width", \.width, unit: "m", in: 2...200, standard: 6...40, drawn: .logarithmic, "Between the façades"),
    .number(
      "metres", \.distance, unit: "m", in: 1...1000, standard: 10...300, drawn: .logarithmic,
      "Along the street from the shot to the microphone"),
    .number(
      "facade_loss_db", \.facadeLoss, unit: "dB", in: 0...40, standard: 1...6, "What a façade takes each time"
    ),
    .number(
      "facade_dulling_db", \.facadeDulling, unit: "dB", in: 0...40, standard: 0...8,
      "What it takes in addition at high frequencies"),
    .number(
      "ground", \.ground, unit: "of the amplitude", in: -1...1, standard: 0.3...0.9,
      "What the ground throws back"),
    .number(
      "tail_db", \.tailLevel, unit: "dB", in: -60...20, standard: -15...0,
      "Energy of the tail over the direct sound's"),
    .number(
      "decay", \.decay, unit: "s", in: 0.05...10, standard: 0.4...2, drawn: .logarithmic,
      "In which the tail falls by 60 dB"),
    .number(
      "microphone_height", \.microphoneHeight, unit: "m", in: 0.1...100, standard: 1.5...9, "Above the ground"
    ),
    .drawnNumbers("across", \.across, in: 0...1, "Where across the street shot and microphone are"),
    .seed(\.seed),
  ]

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    var generator = key.generator()
    across = (0..<2).map { _ in generator.number(in: 0.1...0.9) }
    return nil
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    guard let source = across.first, let microphone = across.last else {
      return Skip("the places are missing")
    }
    let response = StreetResponse(
      width: width, distance: distance, source: source, microphone: microphone, sourceHeight: 1.5,
      microphoneHeight: microphoneHeight, facadeLoss: facadeLoss, facadeDulling: facadeDulling,
      groundReflection: ground, tailLevel: tailLevel, lowDecay: decay, highDecay: decay / 2,
      air: Atmosphere(), seed: seed)
    return Reverberating.apply(
      computed: response.taps(length: clip.samples.count, rate: Double(Sampling.rate)), to: &clip)
  }
}
