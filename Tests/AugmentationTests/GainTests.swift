import Augmentation
import Basis
import Testing

@Suite("Gain")
struct GainTests {
  @Test(
    "every sample is multiplied by 10^(dB / 20); 0 dB keeps every bit", arguments: [-120.0, -6, 0, 6.5, 60])
  func factor(gain: Double) {
    for item in DrawnClips.cases(12) {
      var clip = item.clip
      let skip = Gain.with { $0.gainDB = gain }.apply(to: &clip, NoMaterials())
      #expect(skip == nil)
      let factor = Float(Decibels.amplitude(gain))
      #expect(clip.samples == item.clip.samples.map { $0 * factor })
      if gain == 0 { #expect(clip == item.clip) }
    }
  }

  @Test("drawn gains lie in the range that was asked for, and reach into all of it")
  func range() {
    let gains = (0..<500).map { seed in
      Gain.drawn(["gain_db": .range(-3...9)], ClipFacts(), seed: seed).value.gainDB
    }
    #expect(gains.allSatisfy { (-3...9).contains($0) })
    #expect((gains.min() ?? 0) < -2.7 && (gains.max() ?? 0) > 8.7)
    #expect(abs(gains.reduce(0, +) / 500 - 3) < 0.6)
  }
}
