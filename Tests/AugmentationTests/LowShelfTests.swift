import Augmentation
import Basis
import Testing

@Suite("Low shelf")
struct LowShelfTests {
  @Test("it has its gain far below its frequency, half of it in dB there, and none far above, within 0.1 dB")
  func response() throws {
    for seed in 0..<150 {
      let shelf = LowShelf.drawn(
        ["frequency_hz": .range(150...2000), "gain_db": .range(-40...40)], ClipFacts(), seed: seed
      ).value
      let response = try Measured.impulseResponse(of: shelf)
      #expect(abs(Measured.decibels(response, at: shelf.frequencyHz / 100) - shelf.gainDB) < 0.1, "\(shelf)")
      #expect(abs(Measured.decibels(response, at: shelf.frequencyHz) - shelf.gainDB / 2) < 0.1, "\(shelf)")
      #expect(abs(Measured.decibels(response, at: 8000)) < 0.1, "\(shelf)")
    }
  }
}
