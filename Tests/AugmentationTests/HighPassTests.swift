import Augmentation
import Basis
import Testing

@Suite("High-pass")
struct HighPassTests {
  @Test("it is 3 dB down at the cutoff within 0.1 dB, and lets the high frequencies pass")
  func cutoff() throws {
    for seed in 0..<150 {
      let filter = HighPass.drawn(
        ["cutoff_hz": .range(10...7900), "order": .range(1...8)], ClipFacts(), seed: seed
      ).value
      let response = try Measured.impulseResponse(of: filter)
      #expect(abs(Measured.decibels(response, at: filter.cutoffHz) + 3.0103) < 0.1, "\(filter)")
      #expect(abs(Measured.decibels(response, at: 8000)) < 0.01, "\(filter)")
    }
  }

  @Test("far below the cutoff it falls by 6 dB an octave for each order", arguments: 1...8)
  func slope(order: Int) throws {
    let response = try Measured.impulseResponse(of: HighPass.with { ($0.cutoffHz, $0.order) = (1600, order) })
    let far = order < 3 ? 200.0 : 500
    let fall = Measured.decibels(response, at: far) - Measured.decibels(response, at: far / 2)
    #expect(abs(fall / 6.0206 / Double(order) - 1) < 0.04)
  }

  @Test("a constant dies away")
  func constant() {
    var clip = Clip(samples: [Float](repeating: 0.5, count: 4096))
    _ = HighPass.with { $0.cutoffHz = 100 }.apply(to: &clip, NoMaterials())
    #expect(Measured.peak(clip.samples[2000...]) < 1e-3)
  }
}
