import Basis
import Onsets
import TestSupport
import Testing

@Suite("Bursts") struct BurstTests {
  @Test("are laid at a steady rate, each ghost rounded by itself")
  func ghosts() {
    #expect(Burst.ghosts(start: 100, period: 1000.4, rounds: 4) == [100, 1100, 2101, 3101])
    #expect(Burst.ghosts(start: 5, period: 800, rounds: 0).isEmpty)
    #expect(Burst.ghosts(start: 5, period: 0, rounds: 3) == [5])
    #expect(Burst.ghosts(start: 5, period: .nan, rounds: 3) == [5])
  }

  @Test("snap each ghost to its round, at most a fifth of the period away", arguments: 0..<20)
  func snapped(seed: Int) {
    let rate = Double(7 + seed % 14)
    let burst = FiredRounds.burst(rate: rate, rounds: 8, snrDB: 32, key: RandomKey(seed: UInt64(seed)))
    let period = Double(burst.onsets[7] - burst.onsets[0]) / 7
    var generator = RandomKey(seed: UInt64(seed)).adding("hand").generator()
    let start = burst.onsets[0] + generator.integer(in: -60...60)
    let ghosts = Burst.ghosts(start: start, period: period, rounds: 8)
    let first = burst.onsets[0] - Snap.context - 200
    let window = Array(burst.samples[max(0, first)...])
    let snapped = Burst.snapped(ghosts, period: period, in: window, firstSample: max(0, first))
    #expect(snapped.count == ghosts.count)
    #expect(zip(snapped, ghosts).allSatisfy { abs($0 - $1) <= Int(period / 5) })
    #expect(zip(snapped, burst.onsets).count { abs($0 - $1) <= 80 } == 8, "\(snapped) for \(burst.onsets)")
  }

  @Test("never put two ghosts on one rise, nor out of order")
  func distinct() {
    let shot = FiredRounds(onsets: [16_000], length: 40_000, snrDB: 40, key: RandomKey(seed: 3))
    let ghosts = [15_900, 15_950, 16_000, 16_050, 16_100]
    let snapped = Burst.snapped(ghosts, period: 1000, in: shot.samples, firstSample: 0)
    #expect(snapped.count { abs($0 - 16_000) <= 16 } <= 2)
    let moved = zip(snapped, ghosts).filter { $0 != $1 }.map(\.0)
    #expect(Set(moved).count == moved.count)
    // Where nothing rises they stay.
    let silence = [Float](repeating: 0, count: 40_000)
    #expect(Burst.snapped(ghosts, period: 1000, in: silence, firstSample: 0) == ghosts)
  }

  @Test("tell their rate and rounds by themselves", arguments: [6, 8, 10, 13, 16, 20])
  func rate(rate: Int) throws {
    for seed in 0..<8 {
      let key = RandomKey(seed: UInt64(seed)).adding(rate)
      let burst = FiredRounds.burst(rate: Double(rate), rounds: 5 + seed, snrDB: 35, key: key)
      let first = burst.onsets[0] - Snap.context
      let told = try #require(
        Burst.rate(in: Array(burst.samples[first...]), firstSample: first, start: burst.onsets[0] + 100))
      #expect(abs(told.period - 16_000 / Double(rate)) <= 16_000 / Double(rate) * 0.02)
      #expect(told.rounds == burst.onsets.count)
    }
  }

  @Test("are none where a shot stands alone")
  func alone() {
    let shot = FiredRounds(onsets: [16_000], length: 40_000, snrDB: 30, key: RandomKey(seed: 9))
    #expect(Burst.rate(in: shot.samples, firstSample: 0, start: 16_000) == nil)
  }
}
