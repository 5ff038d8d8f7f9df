import Augmentation
import Basis
import Testing

@Suite("High shelf")
struct HighShelfTests {
  @Test("it has its gain far above its frequency, half of it in dB there, and none far below, within 0.1 dB")
  func response() throws {
    for seed in 0..<150 {
      let shelf = HighShelf.drawn(
        ["frequency_hz": .range(150...6000), "gain_db": .range(-40...40)], ClipFacts(), seed: seed
      ).value
      let response = try Measured.impulseResponse(of: shelf)
      #expect(abs(Measured.decibels(response, at: 8000) - shelf.gainDB) < 0.1, "\(shelf)")
      #expect(abs(Measured.decibels(response, at: shelf.frequencyHz) - shelf.gainDB / 2) < 0.1, "\(shelf)")
      #expect(abs(Measured.decibels(response, at: shelf.frequencyHz / 100)) < 0.1, "\(shelf)")
    }
  }
}
