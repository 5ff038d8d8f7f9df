import Acoustics
import Augmentation
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// What transforms do to sounds, measured from outside.
enum Measured {
  static let rate = Double(Sampling.rate)

  /// What a transform makes of one sample of 1 amid silence; the sample's place is the middle.
  static func impulseResponse(of transform: some WaveformTransform, length: Int = 1 << 16) throws -> [Float] {
    var clip = Clip(samples: [Float](repeating: 0, count: length))
    clip.samples[length / 2] = 1
    _ = try transform.apply(to: &clip, NoMaterials())
    return clip.samples
  }

  /// The gain in dB at a frequency: the response's Fourier sum, written out.
  static func decibels(_ response: [Float], at frequency: Double) -> Double {
    Decibels.ofPower(spectrum(response, at: frequency))
  }

  /// The squared magnitude of the Fourier sum at a frequency.
  static func spectrum(_ samples: [Float], at frequency: Double) -> Double {
    var (real, imaginary) = (0.0, 0.0)
    for (index, sample) in samples.enumerated() where sample != 0 {
      let angle = 2 * Double.pi * frequency * Double(index) / rate
      real += Double(sample) * cos(angle)
      imaginary += Double(sample) * sin(angle)
    }
    return real * real + imaginary * imaginary
  }

  /// The cosine of so many turns.
  static func cosine(turns: Double) -> Double { cos(2 * Double.pi * turns) }

  /// The mean of the squares.
  static func power(_ samples: some Collection<Float>) -> Double {
    samples.reduce(0) { $0 + Double($1) * Double($1) } / Double(max(1, samples.count))
  }

  /// dB of the effective value.
  static func level(_ samples: some Collection<Float>) -> Double { Decibels.ofPower(power(samples)) }

  /// The largest magnitude.
  static func peak(_ samples: some Collection<Float>) -> Float { samples.reduce(0) { max($0, abs($1)) } }

  /// What was added to a sound.
  static func difference(_ after: [Float], _ before: [Float]) -> [Float] {
    zip(after, before).map { $0 - $1 }
  }

  /// A sine of half of full scale.
  static func sine(_ frequency: Double, count: Int = Sampling.chunkLength, amplitude: Double = 0.5) -> [Float]
  {
    (0..<count).map { Float(amplitude * sin(2 * Double.pi * frequency * Double($0) / rate)) }
  }

  /// Hz of a tone: the largest of the Fourier sums of its middle half, under Hann's window, within a tenth of `expected`.
  static func pitch(_ samples: [Float], near expected: Double) -> Double {
    let middle = samples[(samples.count / 4)..<(samples.count * 3 / 4)]
    let tapered = middle.enumerated().map { index, sample in
      sample * Float(0.5 - 0.5 * cosine(turns: Double(index) / Double(middle.count)))
    }
    let tried = stride(from: 0.9, through: 1.1, by: 0.001).map { $0 * expected }
    return tried.map { (frequency: $0, power: spectrum(tapered, at: $0)) }.max { $0.power < $1.power }?
      .frequency ?? 0
  }
}

extension Recipe {
  /// A recipe of one step.
  static func of(_ type: any Transform.Type, _ settings: [String: Setting] = [:]) -> Recipe {
    Recipe(name: "one", steps: [RecipeStep(.transform(type, Settings(settings)))])
  }
}

extension Transform {
  /// A value with some parts set.
  static func with(_ change: (inout Self) -> Void) -> Self {
    var value = Self()
    change(&value)
    return value
  }

  /// Drawn as a recipe of one step does.
  static func drawn(
    _ settings: [String: Setting], _ facts: ClipFacts, _ materials: some Materials = NoMaterials(), seed: Int
  ) -> (value: Self, skipped: Skip?) {
    let copy = Recipe.of(Self.self, settings).draw(facts, materials, key: RandomKey(seed: UInt64(seed)))
    return (copy.steps[0].transform as? Self ?? Self(), copy.steps[0].skipped)
  }

  /// The same with all defaults.
  static func drawn(_ facts: ClipFacts, _ materials: some Materials = NoMaterials(), seed: Int) -> (
    value: Self, skipped: Skip?
  ) { drawn([:], facts, materials, seed: seed) }
}
