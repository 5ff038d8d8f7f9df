import Basis
import Testing

@Suite("Units")
struct UnitsTests {
  @Test("offsets read as a clock")
  func clock() {
    #expect(Sampling.clock(0) == "0:00:00.000")
    #expect(Sampling.clock(16_000 * 3_723 + 16 * 45) == "1:02:03.045")
    #expect(Sampling.clock(-16) == "-0:00:00.001")
  }

  @Test("seconds become the nearest offset, or none")
  func offsets() {
    #expect(Sampling.offset(seconds: 1.00004) == 16_001)
    #expect(Sampling.offset(seconds: .nan) == nil)
    #expect(Sampling.offset(seconds: 1e300) == nil)
    #expect(Sampling.seconds(8_000) == 0.5)
  }

  @Test("decibels there and back")
  func decibels() {
    #expect(Decibels.ofAmplitude(10) == 20)
    #expect(Decibels.ofPower(100) == 20)
    #expect(abs(Decibels.amplitude(Decibels.ofAmplitude(0.3)) - 0.3) < 1e-15)
    #expect(Decibels.ofAmplitude(0) == -.infinity)
  }
}
