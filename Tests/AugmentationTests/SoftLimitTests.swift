import Augmentation
import Basis
import Testing

@Suite("Soft limit")
struct SoftLimitTests {
  @Test("every sample is bent by x / sqrt(1 + x²), and the peak keeps its level")
  func curve() {
    for (seed, item) in DrawnClips.cases(300).enumerated() where !item.name.hasPrefix("silence") {
      let limit = SoftLimit.drawn(["drive_db": .range(-20...60)], item.facts, seed: seed).value
      var clip = item.clip
      #expect(limit.apply(to: &clip, NoMaterials()) == nil)
      let peak = Double(Measured.peak(item.clip.samples))
      #expect(abs(Double(Measured.peak(clip.samples)) / peak - 1) < 1e-5)
      func bend(_ x: Double) -> Double { x / (1 + x * x).squareRoot() }
      let drive = Decibels.amplitude(limit.driveDB)
      for index in stride(from: 0, to: 4096, by: 13) {
        let expected = peak * bend(Double(item.clip.samples[index]) / peak * drive) / bend(drive)
        #expect(abs(Double(clip.samples[index]) - expected) < 1e-5 * peak)
      }
    }
  }

  @Test("the harder it is driven, the louder the rest; at -20 dB next to nothing happens")
  func drive() {
    let shot = ReverberationCheck.shot()
    let levels = [-20.0, 0, 10, 20, 40].map { drive in
      var clip = shot
      _ = SoftLimit.with { $0.driveDB = drive }.apply(to: &clip, NoMaterials())
      return Measured.level(clip.samples)
    }
    #expect(abs(levels[0] - Measured.level(shot.samples)) < 0.05)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("silence and what is all but silent stay numbers")
  func faint() {
    for value: Float in [
      0, .leastNonzeroMagnitude, .leastNormalMagnitude / 100, .leastNormalMagnitude, 1e-30,
    ] {
      var clip = Clip(samples: (0..<4096).map { $0 % 3 == 0 ? value : 0 })
      _ = SoftLimit.with { $0.driveDB = 60 }.apply(to: &clip, NoMaterials())
      #expect(clip.samples.allSatisfy { $0.isFinite && abs($0) <= value * 1.001 }, "\(value)")
    }
  }
}
