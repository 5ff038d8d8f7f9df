import Acoustics
import Basis

/// Puts the chunk into a room.
package struct Room: WaveformTransform {
  /// Metres.
  package var width = 5.0
  /// Metres.
  package var depth = 6.0
  /// Metres.
  package var height = 2.6
  /// The part of the energy that walls swallow.
  package var absorption = 0.2
  /// What remains of the decay time at 4 kHz and above.
  package var highDecay = 0.5
  /// Where the sound comes from, as parts of width, depth and height.
  package var source: [Double] = []
  /// Where it is heard, likewise.
  package var microphone: [Double] = []
  /// Names the tail's noise.
  package var seed: UInt64 = 0

  package init() {}

  package static let name = "room"
  package static let summary = "Puts the chunk into a room with reflections and a decaying tail"
  package static let about = """
    Image sources for the early reflections (Allen and Berkley 1979), a diffuse tail that decays as Sabine's formula says,
    faster at high frequencies. Positions are drawn in the room. The direct sound stays where it is, the chunk keeps its
    RMS level; what was reverberating before the chunk began is not known and missing.
    """
  package static let parameters: [Parameter<Room>] = [
    .number("width", \.width, unit: "m", in: 1...200, standard: 2.5...20, drawn: .logarithmic, "Of the room"),
    .number("depth", \.depth, unit: "m", in: 1...200, standard: 2.5...30, drawn: .logarithmic, "Of the room"),
    .number("height", \.height, unit: "m", in: 1...50, standard: 2.3...6, drawn: .logarithmic, "Of the room"),
    .number(
      "absorption", \.absorption, unit: "of the energy", in: 0.01...1, standard: 0.08...0.5,
      "What walls, floor and ceiling swallow on average"),
    .number(
      "high_decay", \.highDecay, unit: "of the decay time", in: 0.05...1, standard: 0.3...0.9,
      "Decay time at 4 kHz as a part of that at 250 Hz"),
    .drawnNumbers(
      "source", \.source, in: 0...1, "Where the sound comes from, as parts of width, depth, height"),
    .drawnNumbers("microphone", \.microphone, in: 0...1, "Where it is heard, likewise"),
    .seed(\.seed),
  ]

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    var generator = key.generator()
    source = (0..<3).map { _ in generator.number(in: 0.1...0.9) }
    microphone = (0..<3).map { _ in generator.number(in: 0.1...0.9) }
    return nil
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    guard source.count == 3, microphone.count == 3 else { return Skip("the positions are not whole") }
    let size = SIMD3(width, depth, height)
    let decay = RoomResponse.decay(size: size, absorption: absorption)
    let response = RoomResponse(
      size: size, source: size * SIMD3(source), microphone: size * SIMD3(microphone), lowDecay: decay,
      highDecay: decay * highDecay, seed: seed)
    return Reverberating.apply(
      computed: response.taps(length: clip.samples.count, rate: Double(Sampling.rate)), to: &clip)
  }
}
