import Basis
import Synthesis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Components of a sound")
struct SoundElementTests {
  private func rendered(_ element: SoundElement, start: Double, rate: Double) -> [Float] {
    var samples = [Float](repeating: 0, count: Int(rate * 0.3))
    samples.withUnsafeMutableBufferPointer {
      element.add(to: $0, start: start, rate: rate, key: RandomKey(seed: 6))
    }
    return samples
  }

  @Test("a vibration is its formula, sample by sample", arguments: [12_000.0, 44_100])
  func mode(rate: Double) {
    let element = SoundElement(
      .mode(frequency: 830, decay: 0.012, attack: 0.0004), delay: 0.0103, amplitude: 0.7)
    for (index, sample) in rendered(element, start: -0.0021, rate: rate).enumerated() {
      let time = Double(index) / rate - 0.0021 - 0.0103
      guard time < element.extent - 1e-9 else { break }
      let formula =
        time < 0
        ? 0 : 0.7 * (1 - exp(-time / 0.0004)) * exp(-time / 0.012) * sin(2 * Double.pi * 830 * time)
      #expect(abs(Double(sample) - formula) < 1e-5)
    }
  }

  @Test("a glide is the sum of its harmonics")
  func glide() {
    let element = SoundElement(
      .glide(from: 700, to: 400, duration: 0.15, harmonics: 5), delay: 0, amplitude: 0.5)
    for (index, sample) in rendered(element, start: 0, rate: 16_000).prefix(2400).enumerated() {
      let time = Double(index) / 16_000
      let turns = (700 - 1000 * time) * time
      let sum = (1...5).reduce(0.0) { sum, harmonic in
        sum + pow(0.5, Double(harmonic - 1)) * sin(2 * Double.pi * Double(harmonic) * turns)
      }
      #expect(abs(Double(sample) - 0.5 * sum * sin(Double.pi * time / 0.15)) < 1e-5)
    }
  }

  @Test(
    "noise has the amplitude asked for at any rate, and begins at its delay", arguments: [16_000.0, 48_000])
  func noise(rate: Double) {
    let element = SoundElement(
      .noise(low: 200, high: 3000, attack: 1e-4, decay: 10), delay: 0.05, amplitude: 0.5)
    let samples = rendered(element, start: 0, rate: rate)
    #expect(samples.prefix(Int(rate * 0.049)).allSatisfy { $0 == 0 })
    let sound = samples.suffix(Int(rate * 0.24))
    let level = (sound.reduce(0) { $0 + $1 * $1 } / Float(sound.count)).squareRoot()
    // The band's slopes are gentle, so it is not quite as wide as its corners say.
    #expect(abs(20 * log10(level / 0.5)) < 3)
  }

  @Test("noise of another key is other noise")
  func keyed() {
    let element = SoundElement(.noise(low: 200, high: 3000, attack: 1e-4, decay: 0.1), amplitude: 1)
    var other = [Float](repeating: 0, count: 4800)
    other.withUnsafeMutableBufferPointer {
      element.add(to: $0, start: 0, rate: 16_000, key: RandomKey(seed: 7))
    }
    #expect(other != rendered(element, start: 0, rate: 16_000))
  }

  @Test("every hard negative is audible, and over before its extent", arguments: HardNegative.allCases)
  func negatives(kind: HardNegative) {
    let sources = ScenePlanTests.plans.flatMap(\.sources).filter { $0.name == kind.rawValue }.prefix(5)
    #expect(!sources.isEmpty)
    for source in sources {
      var samples = [Float](repeating: 0, count: 16_000 * 3)
      samples.withUnsafeMutableBufferPointer { buffer in
        for element in source.elements {
          element.add(to: buffer, start: 0, rate: 16_000, key: RandomKey(seed: 8))
        }
      }
      let peak = samples.reduce(0) { max($0, abs($1)) }
      let rest = samples.dropFirst(Int(source.extent * 16_000)).reduce(0) { max($0, abs($1)) }
      #expect(peak > 0)
      #expect(rest < 0.02 * peak)
    }
  }
}
