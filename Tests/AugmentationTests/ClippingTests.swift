import Augmentation
import Basis
import Testing

@Suite("Clipping")
struct ClippingTests {
  @Test("what lies beyond the ceiling is held at it, everything else keeps every bit")
  func ceiling() {
    for (seed, item) in DrawnClips.cases(300).enumerated() {
      let clipping = Clipping.drawn(["depth_db": .range(0...60)], item.facts, seed: seed).value
      var clip = item.clip
      #expect(clipping.apply(to: &clip, NoMaterials()) == nil)
      let ceiling = Double(Measured.peak(item.clip.samples)) * Decibels.amplitude(-clipping.depthDB)
      #expect(abs(Double(Measured.peak(clip.samples)) - ceiling) <= ceiling * 1e-6)
      for (after, before) in zip(clip.samples, item.clip.samples) {
        let isInside = abs(Double(before)) < ceiling * (1 - 1e-6)
        guard isInside ? after != before : after * before < 0 else { continue }
        Issue.record("\(item): \(before) became \(after)")
        break
      }
    }
  }

  @Test("a depth of 0 dB changes nothing")
  func nothing() {
    for item in DrawnClips.cases(12) {
      var clip = item.clip
      _ = Clipping.with { $0.depthDB = 0 }.apply(to: &clip, NoMaterials())
      #expect(clip == item.clip)
    }
  }
}
