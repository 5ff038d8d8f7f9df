import Acoustics
import Augmentation
import Basis
import Testing

@Suite("Distance")
struct DistanceTests {
  private static let weather: [String: Setting] = [
    "metres": .range(1...1000), "temperature": .range(-10...40), "humidity": .range(10...100),
    "reference_metres": .range(0...0),
  ]

  @Test("the air takes what ISO 9613-1 says, at 1 and 3 kHz within 1 dB")
  func absorption() throws {
    for seed in 0..<200 {
      let distance = Distance.drawn(Self.weather, ClipFacts(), seed: seed).value
      let air = Atmosphere(temperature: distance.temperature, humidity: distance.humidity)
      let response = try Measured.impulseResponse(of: distance, length: 4096)
      for frequency in [1000.0, 3000] {
        let expected = -air.absorption(at: frequency) * distance.metres
        let measured = Measured.decibels(response, at: frequency)
        #expect(abs(measured - expected) < 1, "\(distance): \(measured) in place of \(expected)")
      }
    }
  }

  @Test("at 500 m and 50 % humidity 3 kHz lose 9 dB and 7 kHz 41 dB, as its page says")
  func page() throws {
    let distance = Distance.with { ($0.metres, $0.reference) = (500, 0) }
    let response = try Measured.impulseResponse(of: distance, length: 4096)
    #expect(abs(Measured.decibels(response, at: 3000) + 9) < 0.5)
    #expect(abs(Measured.decibels(response, at: 7000) + 41) < 0.5)
    #expect(Distance.about.contains("3 kHz lose\n9 dB, 7 kHz 41 dB"))
  }

  @Test("beyond the reference the level falls as 1 / r; within it, and without one, it stays")
  func level() {
    let tone = Clip(samples: Measured.sine(100))
    for metres in [5.0, 20, 40, 200, 2000] {
      func level(_ reference: Double) -> Double {
        var clip = tone
        _ = Distance.with { ($0.metres, $0.reference) = (metres, reference) }.apply(to: &clip, NoMaterials())
        return Measured.level(clip.samples)
      }
      let expected = metres > 20 ? Decibels.ofAmplitude(20 / metres) : 0
      #expect(abs(level(20) - level(0) - expected) < 1e-3, "\(metres)")
    }
  }

  @Test("nothing is heard before the onset")
  func causal() throws {
    for metres in [10.0, 300, 5000] {
      let response = try Measured.impulseResponse(of: Distance.with { $0.metres = metres }, length: 4096)
      #expect(Measured.peak(response[..<2048]) < 1e-5 * Measured.peak(response))
      #expect(Measured.peak(response[2048..<2064]) > 0.5 * Measured.peak(response))
    }
  }

  @Test("weather is drawn in whole degrees and steps of 5 per cent")
  func rounded() {
    for seed in 0..<100 {
      let distance = Distance.drawn(ClipFacts(), seed: seed).value
      #expect(distance.temperature == distance.temperature.rounded())
      #expect((distance.humidity / 5) == (distance.humidity / 5).rounded())
    }
  }
}
