import Acoustics
import Basis
import Testing

@Suite("Cookbook filters")
struct CookbookFiltersTests {
  private let rate = 16_000.0

  private func decibels(_ biquad: Biquad, _ frequency: Double) -> Double {
    BiquadCascade([biquad]).response(at: frequency, rate: rate)
  }

  @Test(
    "a shelf has its gain on its side, half of it at its frequency, none beyond",
    arguments: [-18.0, -6, 3, 12])
  func shelves(_ gain: Double) {
    let low = Biquad.lowShelf(frequency: 500, gainDB: gain, rate: rate)
    #expect(abs(decibels(low, 1) - gain) < 0.01)
    #expect(abs(decibels(low, 500) - gain / 2) < 0.01)
    #expect(abs(decibels(low, 8000)) < 0.01)
    let high = Biquad.highShelf(frequency: 2000, gainDB: gain, rate: rate)
    #expect(abs(decibels(high, 1)) < 0.01)
    #expect(abs(decibels(high, 2000) - gain / 2) < 0.01)
    #expect(abs(decibels(high, 8000) - gain) < 0.01)
  }

  @Test(
    "a band-pass has the gain 1 at its centre and 3 dB less at the edges of its band", arguments: [0.7, 2, 8])
  func bandPass(_ q: Double) {
    let (centre, fast) = (200.0, 192_000.0)
    let biquad = BiquadCascade([.bandPass(center: centre, q: q, rate: fast)])
    // The edges' product is the centre's square, their difference centre / q; the high rate keeps the warping small.
    let half = centre / (2 * q)
    let root = (centre * centre + half * half).squareRoot()
    #expect(abs(biquad.response(at: centre, rate: fast)) < 1e-6)
    #expect(abs(biquad.response(at: root - half, rate: fast) + 3.0103) < 0.01)
    #expect(abs(biquad.response(at: root + half, rate: fast) + 3.0103) < 0.01)
  }

  @Test("q is the gain at the cutoff", arguments: [0.3, 0.7071, 2, 9])
  func sharpness(_ q: Double) {
    let expected = Decibels.ofAmplitude(q)
    #expect(abs(decibels(.lowPass(cutoff: 900, q: q, rate: rate), 900) - expected) < 1e-9)
    #expect(abs(decibels(.highPass(cutoff: 900, q: q, rate: rate), 900) - expected) < 1e-9)
  }
}
