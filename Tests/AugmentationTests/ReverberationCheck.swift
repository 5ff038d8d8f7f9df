import Augmentation
import Basis
import Testing

/// What rooms, streets and measured responses have in common.
enum ReverberationCheck {
  /// A loud click, then a shot's decaying noise; before it digital silence.
  static func shot(onset: Int = 1000) -> Clip {
    var generator = RandomKey(seed: 12).generator()
    var level = 0.4
    let samples = (0..<Sampling.chunkLength).map { index -> Float in
      guard index >= onset else { return 0 }
      level *= 0.995
      return index == onset ? 0.8 : Float(level * generator.number(in: -1...1))
    }
    return Clip(samples: samples, onset: onset)
  }

  /// The onset stays, nothing is heard before it, and the RMS level is kept within 0.01 dB.
  static func keepsOnsetAndLevel(
    _ transform: some WaveformTransform, _ materials: some Materials = NoMaterials(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = shot()
    var clip = before
    let skip = try transform.apply(to: &clip, materials)
    #expect(skip == nil, sourceLocation: sourceLocation)
    let peak = Measured.peak(clip.samples)
    #expect(
      Measured.peak(clip.samples[..<1000]) < 1e-4 * peak, "\(transform)", sourceLocation: sourceLocation)
    #expect(abs(clip.samples[1000]) > 0.02 * peak, "\(transform)", sourceLocation: sourceLocation)
    let change = Measured.level(clip.samples) - Measured.level(before.samples)
    #expect(abs(change) < 0.01, "\(transform)", sourceLocation: sourceLocation)
    #expect(clip.onset == 1000 && clip.samples != before.samples, sourceLocation: sourceLocation)
  }

  /// dB of the last third of a response below the first third behind the direct sound; the response is `length` long.
  static func decay(_ transform: some WaveformTransform, length: Int = 16_384) throws -> Double {
    let response = try Measured.impulseResponse(of: transform, length: 2 * length)[length...]
    let third = length / 3
    return Measured.level(response[(length + 1)..<(length + third)])
      - Measured.level(response[(length + 2 * third)..<(2 * length)])
  }

  /// Silence is left alone, and that is said.
  static func skipsSilence(
    _ transform: some WaveformTransform, _ materials: some Materials = NoMaterials(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var silence = Clip(samples: [Float](repeating: 0, count: 4096), onset: 7)
    let skip = try transform.apply(to: &silence, materials)
    #expect(skip != nil, sourceLocation: sourceLocation)
    #expect(silence.samples.allSatisfy { $0 == 0 }, sourceLocation: sourceLocation)
  }
}
