import Augmentation
import Basis
import Testing

@Suite("Time mask")
struct TimeMaskTests {
  private static let long: [String: Setting] = ["samples": .range(1...3000)]

  @Test("as many neighbouring samples as were drawn are covered; silent between edges that fade over 2 ms")
  func covered() {
    for seed in 0..<400 {
      let mask = TimeMask.drawn(Self.long, ClipFacts(isPositive: false), seed: seed).value
      #expect(mask.start >= 0 && mask.start + mask.samples <= 4096)
      var clip = Clip(samples: [Float](repeating: 0.5, count: 4096))
      #expect(mask.apply(to: &clip, NoMaterials()) == nil)
      let inside = mask.start..<mask.start + mask.samples
      #expect(clip.samples.indices.allSatisfy { inside.contains($0) == (clip.samples[$0] != 0.5) })
      let fade = min(32, mask.samples / 2)
      let (begin, end) = (clip.samples[inside].prefix(fade), clip.samples[inside].suffix(fade))
      #expect(zip(begin, begin.dropFirst()).allSatisfy { $0 > $1 })
      #expect(zip(begin, end.reversed()).allSatisfy { abs($0 - $1) < 1e-6 })
      #expect(clip.samples[inside].dropFirst(fade).dropLast(fade).allSatisfy { $0 == 0 })
      if fade == 32 { #expect((begin.first ?? 0) > 0.49 && (begin.last ?? 1) < 0.01) }
    }
  }

  @Test("the onset, from 10 ms before it to 50 ms after, keeps every bit")
  func spared() {
    var skipped = 0
    for seed in 0..<600 {
      var generator = RandomKey(seed: 3).adding(seed).generator()
      let onset = generator.integer(in: 0...4095)
      let (mask, skip) = TimeMask.drawn(Self.long, ClipFacts(onset: onset), seed: seed)
      guard skip == nil else {
        skipped += 1
        // There really was no room on either side.
        #expect(mask.samples > onset - 160 && mask.samples > 4096 - onset - 800)
        continue
      }
      var clip = Clip(samples: [Float](repeating: 0.5, count: 4096), onset: onset)
      _ = mask.apply(to: &clip, NoMaterials())
      let spared = (onset - 160..<onset + 800).clamped(to: 0..<4096)
      #expect(clip.samples[spared].allSatisfy { $0 == 0.5 }, "\(mask) \(onset)")
      #expect(clip.samples.count { $0 != 0.5 } == mask.samples, "\(mask) \(onset)")
    }
    #expect(skipped > 0 && skipped < 300)
  }

  @Test("in a burst every shot keeps its onset, or the chunk is skipped since there is no room")
  func burst() {
    var done = 0
    for seed in 0..<600 {
      var generator = RandomKey(seed: 4).adding(seed).generator()
      let onsets = (0..<4).map { _ in generator.integer(in: -2000...6000) } + [1500]
      let facts = ClipFacts(onset: 1500, nearby: onsets)
      let (mask, skip) = TimeMask.drawn(["samples": .range(1...600)], facts, seed: seed)
      let covered = mask.start..<mask.start + mask.samples
      let spared = facts.onsets.map { $0 - 160..<$0 + 800 }
      if skip == nil {
        done += 1
        #expect(covered.upperBound <= 4096 && !spared.contains { $0.overlaps(covered) }, "\(mask) \(onsets)")
      } else {
        let room = (0...4096 - mask.samples).contains { start in
          !spared.contains { $0.overlaps(start..<start + mask.samples) }
        }
        #expect(!room)
      }
    }
    #expect(done > 400 && done < 600)
  }

  @Test("every place beside the onset is as likely")
  func places() {
    let starts = (0..<4000).map { seed in
      TimeMask.drawn(["samples": .range(100...100)], ClipFacts(onset: 2000), seed: seed).value.start
    }
    // 1741 places before what is spared, and 1197 behind it.
    let before = starts.count { $0 < 2000 }
    #expect(abs(Double(before) / 4000 - 1741.0 / 2938) < 0.035)
    #expect(starts.allSatisfy { $0 <= 1740 || (2800...3996).contains($0) })
    #expect(starts.contains { $0 < 60 } && starts.contains { (1680...1740).contains($0) })
    #expect(starts.contains { $0 > 3950 } && starts.contains { (2800...2850).contains($0) })
  }

  @Test("told not to spare it, a mask may cover the onset; told to, an unknown onset is skipped and said")
  func unspared() {
    let covers = (0..<100).contains { seed in
      let settings: [String: Setting] = ["samples": .range(800...800), "spare_onset": .flag(false)]
      let mask = TimeMask.drawn(settings, ClipFacts(onset: 2000), seed: seed).value
      return (mask.start..<mask.start + 800).contains(2000)
    }
    #expect(covers)
    #expect(TimeMask.drawn(ClipFacts(isPositive: true), seed: 1).skipped == .unknownOnset)
    #expect(TimeMask.drawn(["samples": .range(4096...4096)], ClipFacts(onset: 9), seed: 1).skipped != nil)
  }
}
