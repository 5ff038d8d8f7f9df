import Acoustics
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("One pole")
struct OnePoleTests {
  /// The amplitude that is left of a sine, measured over whole periods once the filter has settled.
  private func gain(at frequency: Double, cutoff: Double, rate: Double) -> Double {
    var filter = OnePole(cutoff: cutoff, rate: rate)
    let (settling, count) = (Int(rate), Int(rate))
    var (real, imaginary) = (0.0, 0.0)
    for index in 0..<(settling + count) {
      let angle = 2 * Double.pi * frequency * Double(index) / rate
      let output = Double(filter.low(Float(sin(angle))))
      guard index >= settling else { continue }
      real += output * sin(angle)
      imaginary += output * cos(angle)
    }
    return 2 * (real * real + imaginary * imaginary).squareRoot() / Double(count)
  }

  @Test("a sine at the cutoff loses 3 dB, one far below nothing", arguments: [50.0, 200, 800])
  func cutoff(_ frequency: Double) {
    #expect(abs(Decibels.ofAmplitude(gain(at: frequency, cutoff: frequency, rate: 48_000)) + 3.01) < 0.3)
    #expect(abs(Decibels.ofAmplitude(gain(at: frequency / 20, cutoff: frequency, rate: 48_000))) < 0.02)
  }

  @Test("what lies above and what lies below add up to the input")
  func complementary() {
    var generator = RandomKey(seed: 1).generator()
    var (low, high) = (OnePole(cutoff: 700, rate: 16_000), OnePole(cutoff: 700, rate: 16_000))
    for _ in 0..<1000 {
      let input = Float(generator.number(in: -1...1))
      #expect(abs(low.low(input) + high.high(input) - input) < 1e-6)
    }
  }

  @Test("at half the rate and above everything passes", arguments: [8000.0, 9000, 40_000])
  func open(_ cutoff: Double) {
    var filter = OnePole(cutoff: cutoff, rate: 16_000)
    var samples = (0..<64).map { Float($0 % 7) - 3 }
    let before = samples
    samples.withUnsafeMutableBufferPointer { filter.lowPass($0) }
    #expect(samples == before)
  }
}
