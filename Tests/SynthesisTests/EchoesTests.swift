import Acoustics
import Basis
import Synthesis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Echoes")
struct EchoesTests {
  @Test("eight at a time add up to what each adds alone", arguments: [1, 5, 8, 11])
  func lanes(count: Int) {
    var generator = RandomKey(seed: 4).adding(count).generator()
    let echoes = (0..<count).map { _ in
      Echo(
        delay: generator.number(in: 0.001...0.2), level: generator.number(in: -20...5),
        cutoff: generator.number(in: 500...9000))
    }
    let input = (0..<6000).map { _ in Float(generator.gaussian()) }
    var together = [Float](repeating: 0, count: 6000)
    input.withUnsafeBufferPointer { input in
      together.withUnsafeMutableBufferPointer {
        Echoes(echoes, obstruction: nil, rate: 16_000).add(input, to: $0)
      }
    }
    var apart = [Float](repeating: 0, count: 6000)
    for echo in echoes { add(echo, input, to: &apart) }
    #expect(zip(together, apart).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  /// The slow twin: one echo, its level set by the peaks of a filtered blast.
  private func add(_ echo: Echo, _ input: [Float], to output: inout [Float]) {
    let factor = pow(10, echo.level / 20) * peak(nil) / peak(echo.cutoff)
    let delay = Int((echo.delay * 16_000).rounded())
    var filter = OnePole(cutoff: echo.cutoff, rate: 16_000)
    for index in delay..<output.count { output[index] += Float(factor) * filter.low(input[index - delay]) }
  }

  private func peak(_ cutoff: Double?) -> Double {
    let blast = MuzzleBlast(positivePhase: 0.5e-3, rise: 40e-6)
    var filter = OnePole(cutoff: cutoff ?? 16_000, rate: 16_000)
    let samples = (0..<64).map { index in
      filter.low(Float(blast.sample(at: Double(index) / 16_000, interval: 1 / 16_000)))
    }
    return Double(samples.map { abs($0) }.max() ?? 0)
  }

  @Test("an echo of +6 dB peaks 6 dB over the obstructed direct sound")
  func loud() {
    let echo = Echo(delay: 0.1, level: 6, cutoff: 4000)
    var input = [Float](repeating: 0, count: 4000)
    input.withUnsafeMutableBufferPointer {
      MuzzleBlast(positivePhase: 0.5e-3, rise: 40e-6).add(to: $0, start: 0, rate: 16_000, amplitude: 1)
    }
    var direct = input
    var filter = OnePole(cutoff: 2000, rate: 16_000)
    direct.withUnsafeMutableBufferPointer { filter.lowPass($0) }
    var reflected = [Float](repeating: 0, count: 4000)
    input.withUnsafeBufferPointer { input in
      reflected.withUnsafeMutableBufferPointer {
        Echoes([echo], obstruction: 2000, rate: 16_000).add(input, to: $0)
      }
    }
    let ratio = (reflected.map { abs($0) }.max() ?? 0) / (direct.map { abs($0) }.max() ?? 1)
    #expect(abs(20 * log10(ratio) - 6) < 0.05)
    #expect(reflected.prefix(1600).allSatisfy { $0 == 0 || abs($0) < 1e-9 })
  }
}
