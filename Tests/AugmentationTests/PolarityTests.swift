import Augmentation
import Testing

@Suite("Polarity")
struct PolarityTests {
  @Test("every sample changes its sign, and twice is nothing")
  func sign() {
    for item in DrawnClips.cases(30) {
      var clip = item.clip
      #expect(Polarity().apply(to: &clip, NoMaterials()) == nil)
      #expect(clip.samples == item.clip.samples.map { -$0 })
      _ = Polarity().apply(to: &clip, NoMaterials())
      #expect(clip == item.clip)
    }
  }
}
