import Augmentation
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Pitch shift")
struct PitchShiftTests {
  /// Rubber Band's short window, which transients need, tells low tones apart less well.
  @Test("a tone of f comes out at f · 2^(n / 12), within 1 % from 1200 Hz on, within 4 % from 200 Hz on")
  func tones() {
    for seed in 0..<300 {
      var generator = RandomKey(seed: 8).adding(seed).generator()
      let semitones = generator.number(in: -12...12)
      let frequency = 400 * pow(2, generator.number(in: 0...3.5))
      let expected = frequency * pow(2, semitones / 12)
      guard expected < 6000, expected > 200, abs(semitones) > 0.1 else { continue }
      var clip = Clip(samples: Measured.sine(frequency, count: 8192))
      #expect(PitchShift.with { $0.semitones = semitones }.apply(to: &clip, NoMaterials()) == nil)
      #expect(clip.samples.count == 8192)
      let measured = Measured.pitch(clip.samples, near: expected)
      #expect(
        abs(measured / expected - 1) < (min(frequency, expected) > 1200 ? 0.01 : 0.04),
        "\(frequency) by \(semitones): \(measured)")
    }
  }

  @Test("onsets and labels stay; 0 semitones keep every bit")
  func kept() {
    for (seed, item) in DrawnClips.cases(60).enumerated() {
      let shift = PitchShift.drawn(item.facts, seed: seed).value
      var clip = item.clip
      #expect(shift.apply(to: &clip, NoMaterials()) == nil)
      #expect(
        (clip.onset, clip.onsets) == (item.clip.onset, item.clip.onsets) && clip.labels == item.clip.labels)
      var same = item.clip
      _ = PitchShift().apply(to: &same, NoMaterials())
      #expect(same == item.clip)
    }
  }

  @Test("a shot that comes out of silence is not heard before its onset")
  func silenceBefore() {
    for semitones in stride(from: -8.0, through: 8, by: 0.7) {
      for onset in [300, 1000, 2500] {
        var clip = ReverberationCheck.shot(onset: onset)
        _ = PitchShift.with { $0.semitones = semitones }.apply(to: &clip, NoMaterials())
        let peak = Measured.peak(clip.samples)
        #expect(Measured.peak(clip.samples[..<(onset - 40)]) < 0.01 * peak, "\(semitones) \(onset)")
        #expect(Measured.peak(clip.samples[(onset - 1)...(onset + 16)]) > 0.3 * peak, "\(semitones) \(onset)")
      }
    }
  }
}
