import Basis
import Features
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Plain measures of a chunk")
struct ChunkMeasuresTests {
  @Test("levels of known signals")
  func levels() {
    let square = (0..<4096).map { $0 / 10 % 2 == 0 ? Float(0.5) : -0.5 }
    #expect(ChunkMeasures.rms(square) == 0.5)
    #expect(ChunkMeasures.peak(square) == 0.5)
    let sine = (0..<4096).map { Float(sin(2 * Double.pi * 1000 * Double($0) / 16_000)) }
    #expect(abs(ChunkMeasures.rms(sine) - 0.5.squareRoot()) < 1e-6)
  }

  @Test("a tone's bandwidth and cutoff lie at its frequency")
  func tone() {
    let tone = (0..<4096).map { Float(sin(2 * Double.pi * 3000 * Double($0) / 16_000)) }
    #expect(abs(ChunkMeasures.bandwidth(tone) - 3000) <= 32)
    #expect(ChunkMeasures.cutoff(tone) >= 3000 && ChunkMeasures.cutoff(tone) < 3300)
  }

  @Test("white noise has no tilt, its differences rise by 6 dB an octave, its sums fall by as much")
  func tilt() {
    let white = TestSignal.noise(65_536, key: RandomKey(seed: 61))
    #expect(abs(ChunkMeasures.spectralTilt(white)) < 0.5)
    let differences = zip(white, white.dropFirst()).map { $1 - $0 }
    #expect(abs(ChunkMeasures.spectralTilt(differences) - 5.5) < 0.7)
    var sum: Float = 0
    let sums = white.map { sample -> Float in
      sum = 0.999 * sum + sample
      return sum
    }
    #expect(abs(ChunkMeasures.spectralTilt(sums) + 5.8) < 0.7)
  }

  @Test("zeros and full scale are counted, NaN and infinity as zeros")
  func counts() {
    let samples: [Float] = [0, 0.5, 32767.0 / 32768, -1, 1.5, .nan, -.infinity, 0.1]
    #expect(ChunkMeasures.zeroFraction(samples) == 3.0 / 8)
    #expect(ChunkMeasures.clippedFraction(samples) == 3.0 / 8)
    #expect(ChunkMeasures.peak(samples) == 1.5)
  }

  @Test("silence and nothing measure 0", arguments: [0, 1, 4096])
  func silence(_ count: Int) {
    let values = ChunkMeasures.measure([Float](repeating: 0, count: count))
    for (name, value) in values.named {
      #expect(value == (name == "zeroFraction" && count > 0 ? 1 : 0), "\(name)")
    }
  }

  @Test("measured together or one by one is the same, and as the definition has it", arguments: 0..<12)
  func naiveTwin(_ draw: Int) {
    let key = RandomKey(seed: 62).adding(draw)
    var generator = key.generator()
    let samples = TestSignal.noise(
      generator.integer(in: 1...3000), peak: generator.unit(), key: key.adding(1))
    let values = ChunkMeasures.measure(samples)
    #expect(values.rms == ChunkMeasures.rms(samples) && values.peak == ChunkMeasures.peak(samples))
    #expect(values.bandwidth == ChunkMeasures.bandwidth(samples))
    #expect(values.cutoff == ChunkMeasures.cutoff(samples))
    #expect(values.spectralTilt == ChunkMeasures.spectralTilt(samples))
    var parameters = LogMelParameters()
    (parameters.hopLength, parameters.window, parameters.center) = (256, .hannPeriodic, false)
    let filled = samples + [Float](repeating: 0, count: max(0, 512 - samples.count))
    var powers = [Double](repeating: 0, count: 257)
    for spectrum in NaiveLogMel.magnitudes(filled, parameters) {
      for (bin, magnitude) in spectrum.enumerated() { powers[bin] += magnitude * magnitude }
    }
    let total = powers.reduce(0, +)
    let below = (0..<257).first { powers[...$0].reduce(0, +) >= 0.9 * total } ?? 0
    #expect(abs(values.bandwidth - Double(below) * 31.25) <= 31.25)
    #expect(abs(values.spectralTilt - slope(powers)) < 1e-3)
  }

  /// Least squares by the sums of the normal equations.
  private func slope(_ powers: [Double]) -> Double {
    var (n, x, y, xx, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for third in -10...8 {
      let octave = Double(third) / 3
      let edges = [-1.0, 1.0].map { (1000 * exp2(octave + $0 / 6) / 31.25).rounded() }
      let bins = Int(edges[0])..<max(Int(edges[0]) + 1, Int(edges[1]))
      let decibels = 10 * log10(powers[bins].reduce(0, +) / Double(bins.count))
      (n, x, y) = (n + 1, x + octave, y + decibels)
      (xx, xy) = (xx + octave * octave, xy + octave * decibels)
    }
    return (n * xy - x * y) / (n * xx - x * x)
  }
}
