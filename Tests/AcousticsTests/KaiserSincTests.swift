import Acoustics
import Basis
import Testing

@Suite("Kaiser-windowed sinc")
struct KaiserSincTests {
  @Test(
    "both bands are held as asked for, with the transition between", arguments: [50.0, 60, 70, 90],
    [0.1, 0.25, 0.4])
  func bands(attenuation: Double, cutoff: Double) {
    let transition = 0.04
    let taps = KaiserSinc(cutoff: cutoff, transition: transition, attenuation: attenuation).taps
    // The sum is 1, so that in the passing band the ripple of 0 Hz adds to that of others.
    let ripple = Decibels.amplitude(-attenuation + 2)
    for step in 0...250 {
      let frequency = 0.5 * Double(step) / 250
      let gain = Decibels.amplitude(MeasuredResponse.decibels(taps, at: frequency, rate: 1))
      if frequency <= cutoff - transition / 2 { #expect(abs(gain - 1) < 2 * ripple, "\(frequency)") }
      if frequency >= cutoff + transition / 2 { #expect(gain < ripple, "\(frequency)") }
    }
  }

  @Test("it is symmetric, its sum is 1, and nothing lies beyond its reach")
  func shape() {
    let filter = KaiserSinc(cutoff: 0.2, transition: 0.05, attenuation: 70)
    #expect(filter.taps == filter.taps.reversed())
    let sum = filter.taps.reduce(0.0) { $0 + Double($1) }
    #expect(abs(sum - 1) < 1e-6)
    #expect(filter.value(filter.reach) == 0)
    #expect(abs(filter.value(0) - 0.4) < 1e-12)
  }
}
