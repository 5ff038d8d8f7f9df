import Basis
import Features
import Testing

@Suite("Mel scales")
struct MelScaleTests {
  @Test("pitches are librosa's")
  func values() {
    // librosa.hz_to_mel([60, 110, 1000, 8000]) and the same with htk=True (librosa 0.11.0)
    expect(.slaney, [(60, 0.9), (110, 1.65), (1000, 15), (8000, 45.24564047)])
    expect(.htk, [(60, 92.68185813), (110, 164.48921015), (1000, 999.98553714), (8000, 2840.02304671)])
  }

  private func expect(_ scale: MelScale, _ points: [(hertz: Double, mels: Double)]) {
    for point in points {
      #expect(abs(scale.mels(hertz: point.hertz) - point.mels) < 1e-7, "\(scale) \(point.hertz)")
    }
  }

  @Test("hertz and mels turn into each other", arguments: MelScale.allCases)
  func inverse(_ scale: MelScale) {
    var generator = RandomKey(seed: 41).generator()
    for _ in 0..<200 {
      let hertz = generator.number(in: 0...24_000)
      #expect(abs(scale.hertz(mels: scale.mels(hertz: hertz)) - hertz) < 1e-8 * (1 + hertz))
    }
  }
}
