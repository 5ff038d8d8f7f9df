import Acoustics
import Testing

@Suite("Air")
struct AtmosphereTests {
  // ISO 9613-2:1996, table 2: dB a kilometre at 10 °C and 70 %, and at 20 °C and 70 %, at one atmosphere.
  @Test(
    "absorption is that of the standard's table",
    arguments: [
      (10.0, 500.0, 1.9), (10, 1000, 3.7), (10, 2000, 9.7), (10, 4000, 32.8), (10, 8000, 117), (20, 500, 2.8),
      (20, 1000, 5.0), (20, 2000, 9.0), (20, 4000, 22.9), (20, 8000, 76.6),
    ])
  func table(temperature: Double, frequency: Double, decibels: Double) {
    let air = Atmosphere(temperature: temperature, humidity: 70)
    // The table is for exact mid-band frequencies, which differ by up to 1.6 % from these.
    #expect(abs(air.absorption(at: frequency) * 1000 / decibels - 1) < 0.04)
  }

  @Test("sound travels at 343 m/s at 20 °C")
  func speed() {
    #expect(abs(Atmosphere(temperature: 20).speedOfSound - 343.2) < 0.2)
  }

  @Test("the cutoff is where the path has taken 6 dB, and sinks with distance")
  func cutoff() {
    let air = Atmosphere(temperature: 15, humidity: 40)
    var last = Double.infinity
    for distance in [50.0, 100, 200, 400, 800, 1600] {
      let cutoff = air.cutoff(overMetres: distance)
      #expect(abs(air.absorption(at: cutoff) * distance - 6) < 0.01)
      #expect(cutoff < last)
      last = cutoff
    }
    #expect(air.cutoff(overMetres: 0.1) == 40_000)
  }
}
