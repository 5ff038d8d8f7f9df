import Augmentation
import Basis
import Testing

@Suite("Sensor band")
struct SensorBandTests {
  @Test("up to 0.45 of the sensor's rate all is there, from half of it on nothing", arguments: 2...15)
  func bands(kilohertz: Int) throws {
    let rate = Double(kilohertz) * 1000
    let response = try Measured.impulseResponse(of: SensorBand.with { $0.rateHz = rate }, length: 4096)
    for part in [0.01, 0.1, 0.2, 0.3, 0.4, 0.44] {
      #expect(abs(Measured.decibels(response, at: part * rate)) < 0.1, "\(part)")
    }
    for frequency in stride(from: rate / 2, through: 8000, by: 97) {
      #expect(Measured.decibels(response, at: frequency) < -69, "\(frequency)")
    }
  }

  @Test("a sensor as fast as the chunk changes nothing")
  func fast() throws {
    var clip = Clip(samples: Measured.sine(7900))
    #expect(SensorBand.with { $0.rateHz = 16_000 }.apply(to: &clip, NoMaterials()) == nil)
    #expect(clip.samples == Measured.sine(7900))
  }

  @Test("the loudest sample stays where it is, ripples are alike on both sides")
  func phase() throws {
    for kilohertz in 3...15 {
      let response = try Measured.impulseResponse(
        of: SensorBand.with { $0.rateHz = Double(kilohertz) * 1000 }, length: 4096)
      #expect(Measured.peak(response) == abs(response[2048]))
      #expect((1..<1000).allSatisfy { abs(response[2048 - $0] - response[2048 + $0]) < 1e-6 })
    }
  }

  @Test("rates are drawn in whole kHz")
  func rounded() {
    let rates = (0..<300).map { SensorBand.drawn(ClipFacts(), seed: $0).value.rateHz }
    #expect(Set(rates) == [8000, 9000, 10_000, 11_000, 12_000])
  }
}
