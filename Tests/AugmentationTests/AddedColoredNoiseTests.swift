import Augmentation
import Basis
import Testing

@Suite("Added colored noise")
struct AddedColoredNoiseTests {
  @Test("the achieved SNR is the drawn one within 0.1 dB", arguments: NoiseWindow.allCases)
  func achieved(window: NoiseWindow) {
    for (seed, item) in AchievedSNR.cases(300).enumerated() {
      let settings: [String: Setting] = [
        "snr_db": .range(-20...60), "decibels_per_octave": .range(-12...12), "over": .text(window.rawValue),
      ]
      let noise = AddedColoredNoise.drawn(settings, item.facts, seed: seed).value
      var clip = item.clip
      let skip = noise.apply(to: &clip, NoMaterials())
      #expect(skip == nil)
      let achieved = AchievedSNR.decibels(clip, item.clip, over: window)
      #expect(abs(achieved - noise.snrDB) < 0.1, "\(item): \(achieved) in place of \(noise.snrDB)")
    }
  }

  @Test("its power changes by the drawn dB an octave", arguments: [-6.0, -3, 0, 3])
  func slope(decibelsPerOctave: Double) {
    let tone = Clip(samples: Measured.sine(1000))
    var powers = [0.0, 0.0]
    for seed in 0..<30 {
      var clip = tone
      let noise = AddedColoredNoise.with {
        ($0.seed, $0.snrDB, $0.decibelsPerOctave) = (UInt64(seed), 0, decibelsPerOctave)
      }
      _ = noise.apply(to: &clip, NoMaterials())
      // Hann's window, or the low frequencies of a steep spectrum would leak into the high ones.
      let added = Measured.difference(clip.samples, tone.samples).enumerated().map { index, sample in
        sample * Float(0.5 - 0.5 * Measured.cosine(turns: Double(index) / 4096))
      }
      for (band, middle) in [500.0, 4000].enumerated() {
        for bin in -12...12 {
          powers[band] += Measured.spectrum(added, at: middle + Double(bin) * 16_000 / 4096)
        }
      }
    }
    #expect(abs(Decibels.ofPower(powers[1] / powers[0]) / 3 - decibelsPerOctave) < 0.35)
  }

  @Test("it does not drift: there is next to nothing below 20 Hz")
  func drift() {
    for seed in 0..<50 {
      let tone = Clip(samples: Measured.sine(1000))
      var clip = tone
      let noise = AddedColoredNoise.with {
        ($0.seed, $0.snrDB, $0.decibelsPerOctave) = (UInt64(seed), 0, -12)
      }
      _ = noise.apply(to: &clip, NoMaterials())
      let added = Measured.difference(clip.samples, tone.samples)
      let mean = added.reduce(0.0) { $0 + Double($1) } / 4096
      #expect(mean * mean < 1e-3 * Measured.power(added))
    }
  }

  @Test("slopes are drawn in tenths; silence and unknown onsets are skipped, and that is said")
  func skips() {
    for seed in 0..<50 {
      let slope = AddedColoredNoise.drawn(ClipFacts(), seed: seed).value.decibelsPerOctave
      #expect(abs(slope * 10 - (slope * 10).rounded()) < 1e-9 && (-6 ... -3).contains(slope))
    }
    var silence = Clip(samples: [Float](repeating: 0, count: 4096))
    #expect(AddedColoredNoise().apply(to: &silence, NoMaterials()) == .silence)
    let unknown = AddedColoredNoise.drawn(["over": .text("onset")], ClipFacts(isPositive: true), seed: 1)
    #expect(unknown.skipped == .unknownWindow)
  }
}
