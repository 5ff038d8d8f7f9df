import Augmentation
import Basis
import Testing

@Suite("Level")
struct LevelTests {
  @Test("whatever the chunk, its RMS comes to the drawn level within 0.01 dB")
  func level() {
    for (seed, item) in DrawnClips.cases(300).enumerated() where !item.name.hasPrefix("silence") {
      var clip = item.clip
      let level = Level.drawn(item.facts, seed: seed).value
      let skip = level.apply(to: &clip, NoMaterials())
      #expect(skip == nil)
      #expect(abs(Measured.level(clip.samples) - level.rmsDB) < 0.01, "\(item)")
    }
  }

  @Test("silence has no level: it is left alone, and that is said")
  func silence() {
    var clip = Clip(samples: [Float](repeating: 0, count: 4096))
    #expect(Level().apply(to: &clip, NoMaterials()) != nil)
    #expect(clip.samples.allSatisfy { $0 == 0 })
  }

  @Test("what is all but silent does not become anything but numbers")
  func faint() {
    for value: Float in [.leastNonzeroMagnitude, .leastNormalMagnitude / 100, 1e-30, 1e-20] {
      var clip = Clip(samples: (0..<4096).map { $0 % 3 == 0 ? value : 0 })
      _ = Level().apply(to: &clip, NoMaterials())
      #expect(clip.samples.allSatisfy { $0.isFinite }, "\(value)")
    }
  }
}
