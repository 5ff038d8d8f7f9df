import Augmentation
import Basis
import Testing

@Suite("Band-pass")
struct BandPassTests {
  private static func drawn(_ seed: Int) -> BandPass {
    BandPass.drawn(
      ["center_hz": .range(200...4000), "bandwidth": .range(0.05...2), "order": .range(1...8)], ClipFacts(),
      seed: seed
    ).value
  }

  @Test("the edges' geometric mean is the centre, their distance the bandwidth times the centre")
  func edges() {
    for seed in 0..<200 {
      let filter = Self.drawn(seed)
      let (low, high) = filter.edges
      guard high < 7900 else { continue }
      #expect(abs((low * high).squareRoot() / filter.centerHz - 1) < 1e-9)
      #expect(abs((high - low) / filter.centerHz / filter.bandwidth - 1) < 1e-9)
    }
  }

  @Test("it is 3 dB down at both edges within 0.1 dB, and lets pass what lies between")
  func response() throws {
    for seed in 0..<150 {
      let filter = Self.drawn(seed)
      let response = try Measured.impulseResponse(of: filter)
      #expect(abs(Measured.decibels(response, at: filter.edges.low) + 3.0103) < 0.1, "\(filter)")
      #expect(abs(Measured.decibels(response, at: filter.edges.high) + 3.0103) < 0.1, "\(filter)")
      // A little off the centre where the bilinear transform bends the scale.
      let loudest = stride(from: 0.05, through: 0.95, by: 0.05).map { part in
        let frequency = filter.edges.low * (1 - part) + filter.edges.high * part
        return Measured.decibels(response, at: frequency)
      }
      #expect(abs(loudest.max() ?? 9) < 0.05, "\(filter)")
      #expect(loudest.allSatisfy { $0 < 0.01 && $0 > -3 }, "\(filter)")
    }
  }

  @Test("far outside it falls by 6 dB an octave for each order, on either side", arguments: 1...5)
  func slope(order: Int) throws {
    let filter = BandPass.with { ($0.centerHz, $0.bandwidth, $0.order) = (200, 1, order) }
    let response = try Measured.impulseResponse(of: filter)
    let above = Measured.decibels(response, at: 800) - Measured.decibels(response, at: 1600)
    let below = Measured.decibels(response, at: 50) - Measured.decibels(response, at: 25)
    #expect(abs(below / 6.0206 / Double(order) - 1) < 0.1, "\(below)")
    #expect(abs(above / 6.0206 / Double(order) - 1) < 0.12, "\(above)")
  }

  @Test("every parameter that is allowed gives a filter that dies away")
  func stable() {
    for center in [20.0, 100, 1000, 7500] {
      for bandwidth in [0.05, 0.5, 4] {
        for order in 1...8 {
          var clip = Clip(samples: (0..<160_000).map { $0 < 4096 ? Float($0 * 7919 % 1009 - 504) / 504 : 0 })
          let filter = BandPass.with { ($0.centerHz, $0.bandwidth, $0.order) = (center, bandwidth, order) }
          _ = filter.apply(to: &clip, NoMaterials())
          #expect(Measured.peak(clip.samples) < 10 && clip.samples.allSatisfy { $0.isFinite }, "\(filter)")
          #expect(Measured.peak(clip.samples.suffix(4096)) < 1e-3, "\(filter)")
        }
      }
    }
  }
}
