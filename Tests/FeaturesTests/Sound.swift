import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Sounds that are functions of time, so that a copy at any rate and shift is just another reading of them.
struct Sound {
  private struct Partial {
    var frequency: Double
    var phase: Double
    var amplitude: Double
    /// The amplitude comes and goes at this rate.
    var wobble: Double
  }

  private let partials: [Partial]

  /// A dense, never repeating sound from 60 Hz to `highest` Hz.
  init(_ key: RandomKey, highest: Double = 3000) {
    var generator = key.generator()
    partials = (0..<40).map { _ in
      Partial(
        frequency: 60 * exp(generator.unit() * log(highest / 60)), phase: generator.number(in: 0...6.3),
        amplitude: generator.number(in: 0.2...1), wobble: generator.number(in: 0.5...9))
    }
  }

  /// `count` samples at 16 kHz from `start` (in samples, not necessarily whole) on.
  func samples(_ count: Int, from start: Double = 0) -> [Float] {
    var sums = [Double](repeating: 0, count: count)
    for partial in partials {
      for index in 0..<count {
        let time = (start + Double(index)) / Double(Sampling.rate)
        let envelope = 1 + sin(partial.wobble * 6.28 * time + partial.phase * 3)
        sums[index] +=
          partial.amplitude * envelope * sin(6.283185307179586 * partial.frequency * time + partial.phase)
      }
    }
    return sums.map { Float($0 / 40) }
  }

  /// `samples` with white noise `snrDB` below their level.
  static func noisy(_ samples: [Float], snrDB: Double, _ key: RandomKey) -> [Float] {
    var generator = key.generator()
    let power = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, samples.count))
    let scale = (power * Decibels.power(-snrDB)).squareRoot()
    return samples.map { $0 + Float(scale * generator.gaussian()) }
  }

  /// White noise with a level of −26 dB.
  static func hiss(_ count: Int, _ key: RandomKey) -> [Float] {
    var generator = key.generator()
    return (0..<count).map { _ in Float(0.05 * generator.gaussian()) }
  }
}
