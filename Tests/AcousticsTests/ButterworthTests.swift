import Acoustics
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Butterworth filters")
struct ButterworthTests {
  private let rate = 16_000.0

  /// What the bilinear transform makes of a frequency.
  private func warped(_ frequency: Double) -> Double { tan(Double.pi * frequency / rate) }

  @Test(
    "the response is the definition's: 10 log10(1 + (f / cutoff)^2n), 3 dB at the cutoff", arguments: 1...12)
  func definition(_ order: Int) {
    for cutoff in [80.0, 700, 3000, 7000] {
      let low = Butterworth.lowPass(order: order, cutoff: cutoff, rate: rate)
      let high = Butterworth.highPass(order: order, cutoff: cutoff, rate: rate)
      for frequency in [20.0, 80, 350, 700, 1400, 3000, 6000, 7000, 7900] {
        let ratio = warped(frequency) / warped(cutoff)
        let below = -10 * log10(1 + pow(ratio, Double(2 * order)))
        let above = -10 * log10(1 + pow(ratio, Double(-2 * order)))
        #expect(abs(low.response(at: frequency, rate: rate) - below) < 1e-3 * max(1, abs(below)))
        #expect(abs(high.response(at: frequency, rate: rate) - above) < 1e-3 * max(1, abs(above)))
      }
      #expect(abs(low.response(at: cutoff, rate: rate) + 3.0103) < 1e-3)
      #expect(abs(high.response(at: cutoff, rate: rate) + 3.0103) < 1e-3)
    }
  }
}
