import Basis
import Synthesis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Pulses as formulas")
struct PressurePulseTests {
  /// The slow twin: the ideal pulse, averaged over its front and the sampling interval by brute force.
  private func averaged(_ ideal: (Double) -> Double, rise: Double, at time: Double, interval: Double)
    -> Double
  {
    let steps = 400
    var sum = 0.0
    for outer in 0..<steps {
      let place = time + (Double(outer) + 0.5 - Double(steps) / 2) / Double(steps) * interval
      for inner in 0..<steps {
        let moment = place - (Double(inner) + 0.5) / Double(steps) * rise
        sum += moment >= 0 ? ideal(moment) : 0
      }
    }
    return sum / Double(steps * steps)
  }

  @Test("a blast's samples are the means of (1 − t / td) · e^(−t / td)")
  func blast() {
    let blast = MuzzleBlast(positivePhase: 0.4e-3, rise: 50e-6)
    for step in -2..<40 {
      let time = Double(step) * 31e-6
      let twin = averaged(
        { (1 - $0 / 0.4e-3) * exp(-$0 / 0.4e-3) }, rise: 50e-6, at: time, interval: 1 / 16_000)
      #expect(abs(blast.sample(at: time, interval: 1 / 16_000) - twin) < 3e-3)
    }
  }

  @Test("a crack's samples are the means of 1 − 2t / T")
  func crack() {
    let crack = ShockWave(duration: 0.25e-3, rise: 20e-6)
    for step in -2..<20 {
      let time = Double(step) * 23e-6
      let twin = averaged(
        { $0 <= 0.25e-3 ? 1 - 2 * $0 / 0.25e-3 : 0 }, rise: 20e-6, at: time, interval: 1 / 48_000)
      #expect(abs(crack.sample(at: time, interval: 1 / 48_000) - twin) < 8e-3)
    }
  }

  @Test(
    "a pulse leaves no drift behind, at any rate and fraction of a sample",
    arguments: [12_000.0, 44_100, 48_000])
  func drift(rate: Double) {
    var generator = RandomKey(seed: 1).adding("drift").generator()
    for _ in 0..<20 {
      var samples = [Float](repeating: 0, count: Int(rate * 0.05))
      let start = -generator.number(in: 0.001...0.01)
      let blast = MuzzleBlast(
        positivePhase: generator.number(in: 0.1e-3...2e-3), rise: generator.number(in: 1e-5...2e-4))
      samples.withUnsafeMutableBufferPointer { blast.add(to: $0, start: start, rate: rate, amplitude: 1) }
      let sum = samples.reduce(0.0) { $0 + Double($1) }
      #expect(abs(sum) / rate < 0.01 * blast.positivePhase)
      let first = samples.firstIndex { $0 > 0.02 }.map(Double.init) ?? 0
      #expect(abs(first / rate + start) <= 1.0 / rate)
    }
  }

  @Test("the crack of a 5.56 mm bullet lasts some 0.2 ms ten metres away and is some 139 dB strong")
  func whitham() {
    let duration = Whitham.duration(mach: 2.7, miss: 10, diameter: 5.56e-3, length: 23e-3, speedOfSound: 340)
    #expect(abs(duration - 0.184e-3) < 0.003e-3)
    let peak = Whitham.peak(mach: 2.7, miss: 10, diameter: 5.56e-3, length: 23e-3)
    #expect(abs(20 * log10(peak / 20e-6) - 138.6) < 0.5)
  }
}
