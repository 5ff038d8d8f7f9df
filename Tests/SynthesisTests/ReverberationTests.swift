import Basis
import Synthesis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Tail")
struct ReverberationTests {
  private func response(decayTime: Double, rate: Double) -> [Float] {
    let plan = Reverberation(
      decayTime: decayTime, level: 0, predelay: 0.005, paths: 0.01...0.06, cutoff: rate,
      key: RandomKey(seed: 5))
    var input = [Float](repeating: 0, count: Int(rate * 1.2))
    input[0] = 1
    var output = [Float](repeating: 0, count: input.count)
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { ReverberationNetwork(plan, rate: rate).add(input, to: [$0]) }
    }
    return output
  }

  private func energy(_ samples: ArraySlice<Float>) -> Double {
    samples.reduce(0.0) { $0 + Double($1) * Double($1) }
  }

  @Test("the tail falls by 60 dB in the time asked for", arguments: [0.5, 1, 2], [12_000.0, 48_000])
  func decay(decayTime: Double, rate: Double) {
    let response = response(decayTime: decayTime, rate: rate)
    let length = Int(rate * 0.3)
    let early = energy(response[Int(rate * 0.1)..<Int(rate * 0.1) + length])
    let late = energy(response[Int(rate * 0.5)..<Int(rate * 0.5) + length])
    let slope = 10 * log10(early / late) / 0.4
    #expect(abs(slope * decayTime - 60) < 9)
  }

  @Test("a level of 0 dB gives a tail with the energy of the direct sound, within 3 dB")
  func level() {
    let response = response(decayTime: 0.6, rate: 16_000)
    #expect(abs(10 * log10(energy(response[...]))) < 3)
    #expect(response.prefix(16 * 14).allSatisfy { abs($0) < 1e-9 })
  }
}
