import Augmentation
import Basis
import Testing

@Suite("Added Gaussian noise")
struct AddedGaussianNoiseTests {
  private static let snr: [String: Setting] = ["snr_db": .range(-20...60)]

  @Test("the achieved SNR is the drawn one within 0.1 dB", arguments: NoiseWindow.allCases)
  func achieved(window: NoiseWindow) {
    for (seed, item) in AchievedSNR.cases(300).enumerated() {
      var settings = Self.snr
      settings["over"] = .text(window.rawValue)
      let noise = AddedGaussianNoise.drawn(settings, item.facts, seed: seed).value
      var clip = item.clip
      let skip = noise.apply(to: &clip, NoMaterials())
      #expect(skip == nil)
      let achieved = AchievedSNR.decibels(clip, item.clip, over: window)
      #expect(abs(achieved - noise.snrDB) < 0.1, "\(item): \(achieved) in place of \(noise.snrDB)")
    }
  }

  @Test("over the onset, what lies before it does not count; the whole chunk counts where there is no shot")
  func windows() {
    let loudBefore = (0..<4096).map { Float($0 < 2000 ? 0.5 : 0.01) }
    let onset = Clip(samples: loudBefore, onset: 2000)
    let noise = AddedGaussianNoise.with { ($0.window, $0.snrDB) = (.onset, 0) }
    var clip = onset
    _ = noise.apply(to: &clip, NoMaterials())
    #expect(abs(Measured.level(Measured.difference(clip.samples, onset.samples)) + 40) < 0.5)
    let background = Clip(samples: loudBefore, onsets: [-3000, 9000])
    clip = background
    _ = noise.apply(to: &clip, NoMaterials())
    #expect(abs(AchievedSNR.decibels(clip, background, over: .chunk)) < 0.1)
  }

  @Test("silence has no SNR: it is left alone, and that is said", arguments: NoiseWindow.allCases)
  func silence(window: NoiseWindow) {
    var clip = Clip(samples: (0..<4096).map { $0 < 1000 && window == .onset ? 0.5 : 0 }, onset: 1500)
    let before = clip
    let noise = AddedGaussianNoise.with { $0.window = window }
    #expect(noise.apply(to: &clip, NoMaterials()) == .silence)
    #expect(clip == before)
  }

  @Test("where the onset of a shot is not known, nothing is measured over it")
  func unknownOnset() {
    let facts = ClipFacts(onset: nil, isPositive: true)
    let over: [String: Setting] = ["over": .text("onset")]
    #expect(AddedGaussianNoise.drawn(over, facts, seed: 1).skipped == .unknownWindow)
    #expect(AddedGaussianNoise.drawn(facts, seed: 1).skipped == nil)
    #expect(AddedGaussianNoise.drawn(over, ClipFacts(isPositive: false), seed: 1).skipped == nil)
  }

  @Test("it is white, and each seed has a noise of its own")
  func white() {
    let tone = Clip(samples: Measured.sine(1000))
    func noise(_ seed: UInt64) -> [Float] {
      var clip = tone
      _ = AddedGaussianNoise.with { ($0.seed, $0.snrDB) = (seed, 0) }.apply(to: &clip, NoMaterials())
      return Measured.difference(clip.samples, tone.samples)
    }
    #expect(noise(1) == noise(1) && noise(1) != noise(2))
    var bands = [0.0, 0, 0, 0]
    for added in (0..<20).map({ noise($0) }) {
      for (band, middle) in [500.0, 2000, 4000, 7000].enumerated() {
        for bin in -8..<8 {
          bands[band] += Measured.spectrum(added, at: middle + Double(bin) * 16_000 / 4096)
        }
      }
    }
    let levels = bands.map { Decibels.ofPower($0 / bands[0]) }
    #expect(levels.allSatisfy { abs($0) < 1.5 }, "\(levels)")
  }
}
