import Basis
import Onsets
import TestSupport
import Testing

@Suite("Snapping") struct SnapTests {
  private func window(_ samples: [Float], around offset: Int) -> (samples: [Float], first: Int) {
    let first = max(0, offset - Snap.reach - Snap.context)
    return (Array(samples[first..<min(samples.count, offset + Snap.reach + 320)]), first)
  }

  @Test("from anywhere within 40 ms of a clean shot lands within 2 ms of it, 95 times in a hundred")
  func clean() {
    var (tried, near) = (0, 0)
    for seed in 0..<60 {
      let key = RandomKey(seed: UInt64(seed)).adding("snap")
      let shot = FiredRounds(onsets: [16_000], length: 40_000, snrDB: 30, key: key)
      for distance in stride(from: -640, through: 640, by: 40) {
        let offset = 16_000 + distance
        let (samples, first) = window(shot.samples, around: offset)
        let found = Snap.onset(near: offset, in: samples, firstSample: first, marks: [])
        tried += 1
        if let found, abs(found - 16_000) <= 32 { near += 1 }
      }
    }
    #expect(Double(near) >= 0.95 * Double(tried), "\(near) of \(tried)")
  }

  @Test("in a burst finds the round that is meant, from a third of the period around it")
  func burst() {
    var (tried, near) = (0, 0)
    for seed in 0..<30 {
      let key = RandomKey(seed: UInt64(seed)).adding("burst")
      let burst = FiredRounds.burst(rate: 16, rounds: 8, snrDB: 35, key: key)
      for onset in burst.onsets {
        for distance in [-300, -150, 0, 150, 300] {
          let (samples, first) = window(burst.samples, around: onset + distance)
          let found = Snap.onset(near: onset + distance, in: samples, firstSample: first, marks: [])
          tried += 1
          if let found, abs(found - onset) <= 32 { near += 1 }
        }
      }
    }
    #expect(Double(near) >= 0.95 * Double(tried), "\(near) of \(tried)")
  }

  @Test("never crosses a neighbour, nor takes its onset", arguments: 0..<40)
  func neighbours(seed: Int) {
    let key = RandomKey(seed: UInt64(seed)).adding("neighbours")
    let burst = FiredRounds.burst(rate: 18, rounds: 6, snrDB: 30, key: key)
    var generator = key.generator()
    for _ in 0..<50 {
      let offset = burst.onsets[2] + generator.integer(in: -1200...1200)
      let marks = burst.onsets.filter { $0 != offset && generator.chance(0.6) }
      let (samples, first) = window(burst.samples, around: offset)
      guard let found = Snap.onset(near: offset, in: samples, firstSample: first, marks: marks) else {
        continue
      }
      #expect(abs(found - offset) <= Snap.reach)
      #expect(marks.allSatisfy { ($0 < offset) == ($0 < found) && $0 != found })
    }
  }

  @Test("finds nothing where nothing rises, and moves no further than it may")
  func nothing() {
    let silence = [Float](repeating: 0, count: 4000)
    #expect(Snap.onset(near: 2000, in: silence, firstSample: 0, marks: []) == nil)
    #expect(Snap.onset(near: 2000, in: [], firstSample: 0, marks: []) == nil)
    let shot = FiredRounds(onsets: [16_000], length: 40_000, snrDB: 50, key: RandomKey(seed: 1))
    let far = Snap.onset(near: 15_200, in: Array(shot.samples[..<20_000]), firstSample: 0, marks: [])
    #expect(far.map { abs($0 - 15_200) <= Snap.reach } ?? true)
  }
}
