import Augmentation
import Basis
import Onsets
import TestSupport
import Testing

@Suite("Onsets that were moved are found by the snap of Onsets")
struct SnappedOnsetTests {
  /// A shot of a clean synthetic recording, and a chunk around it.
  private struct Shot {
    let recording: [Float]
    let start: Int
    let onset: Int

    /// `nil` where the snap does not find the untouched onset within 1 ms: there the shot is no yardstick.
    init?(_ seed: Int) {
      let key = RandomKey(seed: UInt64(seed)).adding("snapped")
      var generator = key.generator()
      let place = 16_000 + generator.integer(in: 0...4000)
      recording = FiredRounds(onsets: [place], length: 40_000, snrDB: 50, key: key).samples.map { $0 * 0.9 }
      onset = generator.integer(in: 1000...2500)
      start = place - onset
      guard Shot.isFound(onset, in: clip.samples) else { return nil }
    }

    var clip: Clip { Clip(samples: Array(recording[start..<start + 4096]), onset: onset) }

    func facts(atHand: Bool) -> ClipFacts {
      ClipFacts(
        onset: onset,
        neighbours: atHand ? .init(before: start, behind: recording.count - start - 4096) : nil)
    }

    static func isFound(_ onset: Int, in samples: [Float]) -> Bool {
      let found = Snap.onset(near: onset, in: samples, firstSample: 0, marks: [])
      return found.map { abs($0 - onset) <= 16 } ?? false
    }
  }

  @Test(
    "within 1 ms, after any geometry, with the recording at hand and without",
    arguments: ["time_shift", "time_stretch", "pitch_shift"])
  func geometry(name: String) throws {
    let type = try #require(Transforms.named(name))
    let settings: [String: Setting] = name == "time_shift" ? ["samples": .range(-800...1200)] : [:]
    var tried = 0
    for seed in 0..<300 {
      guard let shot = Shot(seed) else { continue }
      tried += 1
      let facts = shot.facts(atHand: seed % 2 == 0)
      let drawn = Recipe.of(type, settings).draw(facts, NoMaterials(), key: RandomKey(seed: UInt64(seed)))
      var clip = shot.clip
      let done = try drawn.apply(
        to: &clip, MadeMaterials(recording: shot.recording, start: shot.start))
      let onset = try #require(clip.onset)
      #expect(Shot.isFound(onset, in: clip.samples), "\(seed): \(done.text), from \(shot.onset) to \(onset)")
    }
    #expect(tried > 250, "\(tried)")
  }

  @Test(
    "within 1 ms, where what was done must not move it",
    arguments: ["gain", "polarity", "low_shelf", "high_shelf", "soft_limit", "clipping", "mu_law"])
  func unmoved(name: String) throws {
    let type = try #require(Transforms.named(name))
    for seed in 0..<60 {
      guard let shot = Shot(seed) else { continue }
      let drawn = Recipe.of(type).draw(
        shot.facts(atHand: false), NoMaterials(), key: RandomKey(seed: UInt64(seed)))
      var clip = shot.clip
      let done = try drawn.apply(to: &clip, NoMaterials())
      #expect(clip.onset == shot.onset)
      #expect(Shot.isFound(shot.onset, in: clip.samples), "\(seed): \(done.text)")
    }
  }
}
