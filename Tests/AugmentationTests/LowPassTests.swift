import Augmentation
import Basis
import Testing

@Suite("Low-pass")
struct LowPassTests {
  @Test("it is 3 dB down at the cutoff within 0.1 dB, and lets the low frequencies pass")
  func cutoff() throws {
    for seed in 0..<150 {
      let filter = LowPass.drawn(
        ["cutoff_hz": .range(20...7900), "order": .range(1...8)], ClipFacts(), seed: seed
      ).value
      let response = try Measured.impulseResponse(of: filter)
      #expect(abs(Measured.decibels(response, at: filter.cutoffHz) + 3.0103) < 0.1, "\(filter)")
      #expect(abs(Measured.decibels(response, at: filter.cutoffHz / 100)) < 0.01, "\(filter)")
    }
  }

  @Test("far above the cutoff it falls by 6 dB an octave for each order", arguments: 1...8)
  func slope(order: Int) throws {
    let response = try Measured.impulseResponse(of: LowPass.with { ($0.cutoffHz, $0.order) = (100, order) })
    let far = order < 3 ? 800.0 : 300
    let fall = Measured.decibels(response, at: far) - Measured.decibels(response, at: 2 * far)
    #expect(abs(fall / 6.0206 / Double(order) - 1) < 0.04)
  }

  @Test("nothing comes before its cause")
  func causal() throws {
    let response = try Measured.impulseResponse(of: LowPass.with { $0.cutoffHz = 300 })
    #expect(response[..<32_768].allSatisfy { $0 == 0 } && response[32_768] != 0)
  }
}
