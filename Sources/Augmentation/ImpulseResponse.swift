import Acoustics
import Basis

/// Reverberation by a measured impulse response.
package struct ImpulseResponse: WaveformTransform {
  /// Where the responses lie.
  package var folder: Path? = ""
  /// The response below the folder.
  package var response: Path = ""
  /// Its samples at 16 kHz that are used.
  package var length = 0

  package init() {}

  package static let name = "impulse_response"
  package static let summary = "Puts the chunk into a room by a measured impulse response"
  package static let about = """
    A folder of WAV files with responses of rooms, streets or telephones. The response's loudest sample is taken for the
    direct sound, so that the onset stays where it is; what lies more than a chunk behind it cannot be heard in the chunk
    and is not used. The chunk keeps its RMS level.
    """
  package static let parameters: [Parameter<ImpulseResponse>] = [
    .folder("from", \.folder, standard: nil, "The folder of impulse responses"),
    .drawnPath("response", \.response, "The response, below the folder"),
    .drawnCount("length", \.length, in: 0...longest, "Its samples at 16 kHz that are used"),
  ]

  /// A minute.
  private static let longest = 60 * Sampling.rate

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    let sounds = materials.sounds(in: folder)
    guard !sounds.isEmpty else { return Skip("there are no impulse responses") }
    var generator = key.generator()
    let drawn = sounds[generator.below(sounds.count)]
    (response, length) = (drawn.path, min(drawn.length, ImpulseResponse.longest))
    return nil
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) throws -> Skip? {
    let taps = try materials.samples(of: response, in: folder, from: 0, count: length)
    guard let direct = taps.indices.max(by: { abs(taps[$0]) < abs(taps[$1]) }), taps[direct] != 0 else {
      return Skip("the impulse response is silent")
    }
    return Reverberating.apply(taps, origin: direct, to: &clip)
  }
}

/// Convolution at a constant level.
enum Reverberating {
  /// Convolves with a response that was computed, the direct sound its first tap. What follows on that is freed from what
  /// lies below 20 Hz, which no place throws back, and which would make the chunk drift.
  static func apply(computed taps: [Float], to clip: inout Clip) -> Skip? {
    var taps = taps
    var filter = OnePole(cutoff: 20, rate: Double(Sampling.rate))
    for index in taps.indices.dropFirst() { taps[index] = filter.high(taps[index]) }
    return apply(taps, to: &clip)
  }

  /// Convolves; the chunk keeps its RMS level.
  ///
  /// - Parameter origin: the tap that is the direct sound.
  static func apply(_ taps: [Float], origin: Int = 0, to clip: inout Clip) -> Skip? {
    let before = SampleLoops.power(clip.samples)
    guard before > 0 else { return Skip("the chunk is silent") }
    guard let kernel = ConvolutionKernel(taps, origin: origin, length: clip.samples.count) else {
      return Skip("the chunk is too long")
    }
    clip.samples = kernel.applied(to: clip.samples)
    let after = SampleLoops.power(clip.samples)
    if after > 0 { SampleLoops.scale(&clip.samples, by: Float((before / after).squareRoot())) }
    return nil
  }
}
