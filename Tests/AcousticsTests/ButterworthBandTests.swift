import Acoustics
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Butterworth band-passes")
struct ButterworthBandTests {
  private let rate = 16_000.0

  /// What the bilinear transform makes of a frequency.
  private func warped(_ frequency: Double) -> Double { tan(Double.pi * frequency / rate) }

  @Test(
    "the response is the definition's: 10 log10(1 + ((f² - f0²) / (f · width))^2n), 3 dB at both edges",
    arguments: 1...12)
  func definition(_ order: Int) {
    for (low, high) in [(19.5, 20.5), (300.0, 3000.0), (700, 710), (5, 7900), (6000, 7000)] {
      let band = Butterworth.bandPass(order: order, low: low, high: high, rate: rate)
      #expect(band.sections.count == order && band.isStable)
      let (square, width) = (warped(low) * warped(high), warped(high) - warped(low))
      for frequency in [18.0, 19.9, 21, 100, 300, 650, 705, 715, 950, 2900, 5000, 6500, 7800] {
        let place = (warped(frequency) * warped(frequency) - square) / (warped(frequency) * width)
        let expected = -10 * log10(1 + pow(place * place, Double(order)))
        let measured = band.response(at: frequency, rate: rate)
        #expect(abs(measured - expected) < 1e-3 * max(1, abs(expected)), "\(low) \(high) at \(frequency)")
      }
      #expect(abs(band.response(at: low, rate: rate) + 3.0103) < 1e-3)
      #expect(abs(band.response(at: high, rate: rate) + 3.0103) < 1e-3)
    }
  }

  @Test("edges that are the same, the wrong way round or out of reach give a filter that dies away")
  func extremes() {
    for (low, high) in [(500.0, 500.0), (900, 300), (-5, 9000), (0, 0), (8000, 16_000)] {
      for order in [-1, 1, 5, 12, 99] {
        let band = Butterworth.bandPass(order: order, low: low, high: high, rate: rate)
        #expect(band.isStable && (1...12).contains(band.sections.count), "\(low) \(high) \(order)")
      }
    }
  }
}
