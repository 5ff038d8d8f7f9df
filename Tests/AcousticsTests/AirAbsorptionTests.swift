import Acoustics
import Basis
import Testing

@Suite("Dulling by the air")
struct AirAbsorptionTests {
  private let frequencies = [100.0, 250, 500, 1000, 2000, 3000, 4000, 5000, 6000, 7000]

  @Test("the response is the absorption times the way, within 1 dB", arguments: 0..<60)
  func response(_ draw: Int) {
    var generator = RandomKey(seed: 61).adding(draw).generator()
    let air = draw == 0 ? Atmosphere() : Atmosphere.drawn(&generator)
    let metres = draw == 0 ? 1000 : generator.number(in: 0...1000)
    let taps = AirAbsorption(air, rate: 16_000).taps(overMetres: metres)
    for frequency in frequencies {
      let expected = -air.absorption(at: frequency) * metres
      // Below that, nothing is left that 16 or 24 bits could tell.
      guard expected > -120 else { continue }
      let found = MeasuredResponse.decibels(taps, at: frequency, rate: 16_000)
      #expect(abs(found - expected) < 1, "\(frequency) Hz over \(metres) m")
    }
  }

  @Test("the same through a convolution", arguments: [50.0, 300, 1000])
  func convolved(_ metres: Double) throws {
    let air = Atmosphere()
    let taps = AirAbsorption(air, rate: 16_000).taps(overMetres: metres)
    let kernel = try #require(ConvolutionKernel(taps, length: 4096))
    let response = kernel.applied(to: Drawn.impulse(4096))
    for frequency in frequencies where air.absorption(at: frequency) * metres < 90 {
      let found = MeasuredResponse.decibels(response, at: frequency, rate: 16_000)
      #expect(abs(found + air.absorption(at: frequency) * metres) < 1, "\(frequency) Hz")
    }
  }

  @Test("no way changes nothing, and no answer comes before its cause or later than the least phase asks")
  func onset() {
    let filter = AirAbsorption(Atmosphere(), rate: 16_000)
    #expect(filter.taps(overMetres: 0) == Drawn.impulse(AirAbsorption.tapCount))
    #expect(filter.taps(overMetres: -5) == Drawn.impulse(AirAbsorption.tapCount))
    for metres in [10.0, 100, 300] {
      let taps = filter.taps(overMetres: metres)
      let largest = taps.indices.max { abs(taps[$0]) < abs(taps[$1]) }
      #expect((largest ?? 99) <= 8, "\(metres) m")
    }
  }
}
