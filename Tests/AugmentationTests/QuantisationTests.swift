import Augmentation
import Basis
import Testing

@Suite("Quantisation")
struct QuantisationTests {
  @Test("every sample comes to the nearest of 2^bits steps, the highest one below 1", arguments: 2...16)
  func steps(bits: Int) {
    let half = 1 << (bits - 1)
    for item in DrawnClips.cases(30) {
      var clip = item.clip
      #expect(Quantisation.with { $0.bits = bits }.apply(to: &clip, NoMaterials()) == nil)
      for (after, before) in zip(clip.samples, item.clip.samples) {
        let code = (Double(before) * Double(half)).rounded(.toNearestOrEven)
        let expected = min(Double(half - 1), max(Double(-half), code)) / Double(half)
        guard Double(after) != expected else { continue }
        Issue.record("\(item): \(before) became \(after) in place of \(expected)")
        break
      }
      #expect(Set(clip.samples).count <= 1 << bits)
    }
  }

  @Test("16 bits keep what a WAV file of 16 bits holds, and what is done is done")
  func idempotent() {
    let samples = (0..<4096).map { Float($0 * 16 - 32_768) / 32_768 }
    var clip = Clip(samples: samples)
    _ = Quantisation.with { $0.bits = 16 }.apply(to: &clip, NoMaterials())
    #expect(clip.samples == samples)
    let eight = Quantisation.with { $0.bits = 8 }
    _ = eight.apply(to: &clip, NoMaterials())
    let once = clip
    _ = eight.apply(to: &clip, NoMaterials())
    #expect(clip == once && once.samples != samples)
  }

  @Test("what is quieter than half a step is gone")
  func quiet() {
    var clip = Clip(samples: Measured.sine(500, amplitude: 0.49 / 128))
    _ = Quantisation.with { $0.bits = 8 }.apply(to: &clip, NoMaterials())
    #expect(clip.samples.allSatisfy { $0 == 0 })
  }
}
