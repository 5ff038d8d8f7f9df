import Acoustics
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Reading at another speed")
struct SincInterpolationTests {
  @Test("a tone that both rates hold is read where it is, to −60 dB", arguments: 0..<60)
  func tones(_ draw: Int) {
    var generator = RandomKey(seed: 91).adding(draw).generator()
    let step = pow(2, generator.number(in: -2...2))
    let turns = generator.number(in: 0.001...(0.4 / max(1, step)))
    let samples = (0..<4000).map { Float(sin(2 * Double.pi * turns * Double($0))) }
    let count = Int(3999 / step)
    let read = SincInterpolation(step: step).read(samples, count: count)
    let inner = Int(200 / step)..<(count - Int(200 / step))
    let worst =
      inner.map { abs(Double(read[$0]) - sin(2 * Double.pi * turns * Double($0) * step)) }.max() ?? 1
    #expect(worst < 1e-3, "step \(step), \(turns) turns a sample")
  }

  @Test("what the slower rate cannot hold is gone to −65 dB", arguments: [1.1, 1.5, 2, 3.7])
  func aliases(_ step: Double) {
    for turns in stride(from: 0.525 / step, to: 0.5, by: 0.01) {
      let samples = (0..<4000).map { Float(sin(2 * Double.pi * turns * Double($0))) }
      let count = Int(3999 / step)
      let read = SincInterpolation(step: step).read(samples, count: count)
      let margin = 100
      let worst = read[margin..<(count - margin)].map(\.magnitude).max() ?? 1
      #expect(worst < 6e-4, "step \(step), \(turns) turns a sample")
    }
  }

  @Test("no signal is silence; any count and step will do")
  func edges() {
    let samples = Drawn.noise(300, RandomKey(seed: 92))
    #expect(SincInterpolation(step: 2).read([], count: 5) == [0, 0, 0, 0, 0])
    #expect(SincInterpolation(step: 2).read(samples, count: 0).isEmpty)
    #expect(SincInterpolation(step: 2).read(samples, count: -3).isEmpty)
    for step in [-1, 0, 0.5, 16, 1e9] {
      let read = SincInterpolation(step: step).read(samples, count: 1000)
      #expect(read.count == 1000)
      #expect(read.allSatisfy { $0.isFinite })
    }
  }
}
