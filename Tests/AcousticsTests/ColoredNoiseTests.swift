import Acoustics
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Coloured noise")
struct ColoredNoiseTests {
  private func noise(_ slope: Double, length: Int = 4096) throws -> ColoredNoise {
    try #require(ColoredNoise(decibelsPerOctave: slope, length: length, rate: 16_000))
  }

  /// The power at a frequency of samples under a Hann window.
  private func power(_ samples: [Float], at frequency: Double) -> Double {
    let count = Double(samples.count)
    let (turn, fade) = (2 * Double.pi * frequency / 16_000, 2 * Double.pi / count)
    var (cosine, sine, hann, rise) = (1.0, 0.0, 1.0, 0.0)
    var (real, imaginary) = (0.0, 0.0)
    let (c, s, fadeC, fadeS) = (cos(turn), sin(turn), cos(fade), sin(fade))
    for sample in samples {
      let value = Double(sample) * (1 - hann)
      real += value * cosine
      imaginary += value * sine
      (cosine, sine) = (cosine * c - sine * s, sine * c + cosine * s)
      (hann, rise) = (hann * fadeC - rise * fadeS, rise * fadeC + hann * fadeS)
    }
    return real * real + imaginary * imaginary
  }

  /// dB in each of seven octaves from 60 Hz on, averaged over 150 seeds and 16 frequencies an octave.
  private func octaves(_ noise: ColoredNoise) -> [Double] {
    var sums = [Double](repeating: 0, count: 7)
    for seed in 0..<150 {
      let samples = noise.samples(seed: UInt64(seed))
      for octave in 0..<7 {
        for step in 0..<16 {
          sums[octave] += power(samples, at: 60 * pow(2, Double(octave) + Double(step) / 16))
        }
      }
    }
    return sums.map { Decibels.ofPower($0) }
  }

  @Test("power falls by the decibels asked for from octave to octave", arguments: [0, -3.01, -6.02, -9, 4])
  func slope(_ decibels: Double) throws {
    let levels = octaves(try noise(decibels))
    for (lower, upper) in zip(levels, levels.dropFirst()) { #expect(abs(upper - lower - decibels) < 0.6) }
    #expect(abs((levels[6] - levels[0]) / 6 - decibels) < 0.1)
  }

  @Test("pink and brown are power laws of first and second order")
  func names() {
    #expect(abs(ColoredNoise.pink + 3.0103) < 1e-4)
    #expect(abs(ColoredNoise.brown + 6.0206) < 1e-4)
  }

  @Test(
    "the mean is 0 and the variance 1 on average over seeds",
    arguments: [0, ColoredNoise.pink, ColoredNoise.brown, 6])
  func moments(_ slope: Double) throws {
    let noise = try noise(slope)
    var sum = 0.0
    for seed in 0..<400 {
      noise.samples(seed: UInt64(seed)).withUnsafeBufferPointer {
        #expect(abs(SignalPower.mean($0)) < 1e-6)
        sum += SignalPower.meanSquare($0)
      }
    }
    #expect(abs(sum / 400 - 1) < 0.05)
  }

  @Test("there is nothing below 20 Hz")
  func lowest() throws {
    let noise = try noise(0, length: 1 << 15)
    let (below, above) = (0..<20).reduce((0.0, 0.0)) { sums, seed in
      let samples = noise.samples(seed: UInt64(seed))
      return (sums.0 + power(samples, at: 12), sums.1 + power(samples, at: 60))
    }
    #expect(Decibels.ofPower(below / above) < -40)
  }

  @Test("the end of a chunk does not lead back to its start")
  func aperiodic() throws {
    let noise = try noise(ColoredNoise.brown)
    var (around, beside) = (0.0, 0.0)
    for seed in 0..<100 {
      let samples = noise.samples(seed: UInt64(seed))
      around += pow(Double(samples[4095] - samples[0]), 2)
      beside += pow(Double(samples[1] - samples[0]), 2)
    }
    #expect(around > 50 * beside)
  }

  @Test("a seed gives the same bits on every thread, another seed other noise")
  func deterministic() throws {
    let noise = try noise(ColoredNoise.pink, length: 1000)
    let alone = (0..<32).map { noise.samples(seed: UInt64($0)) }
    let together = Parallel.map(32, jobs: 4) { noise.samples(seed: UInt64($0)) }
    #expect(alone == together)
    #expect(Set(alone).count == 32)
    #expect(noise.samples(seed: 3) == (try self.noise(ColoredNoise.pink, length: 1000)).samples(seed: 3))
  }

  @Test("any length and slope give finite samples", arguments: [0, 1, 2, 63, 64, 65, 1000, 5000])
  func lengths(_ length: Int) throws {
    for slope in [-1e9, -30, 0, 12.5, .infinity] {
      let samples = try noise(slope, length: length).samples(seed: 9)
      #expect(samples.count == length)
      #expect(samples.allSatisfy { $0.isFinite })
    }
    #expect(ColoredNoise(decibelsPerOctave: 0, length: 1 << 25, rate: 16_000) == nil)
    let slow = ColoredNoise(decibelsPerOctave: 0, length: 10, rate: 8)
    #expect(slow?.samples(seed: 1) == [Float](repeating: 0, count: 10))
  }
}
