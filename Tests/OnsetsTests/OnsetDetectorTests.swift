import Basis
import Evaluation
import Onsets
import Synthesis
import TestSupport
import Testing

@Suite("Proposed onsets") struct OnsetDetectorTests {
  @Test(
    "of the shared range recordings, their gates filled, are right: F at least 0.95 at 5 and 50 ms",
    .enabled(if: SharedData.isThere, Comment(rawValue: SharedData.absent)))
  func shared() throws {
    let found = try RangeRecordings.shared()
    for collar in [5.0, 50] {
      let score = try found.score(collar)
      #expect(score.f ?? 0 >= 0.95, "\(collar) ms: \(score)")
    }
    // The published times stand on a grid of 1 ms.
    #expect(try found.score(2).recall ?? 0 >= 0.9)
  }

  @Test(
    "of ranges where a third of the sensors hear a louder reflection: F at least 0.9 at 5 and 50 ms",
    arguments: [3, 8])
  func range(seed: UInt64) throws {
    let plans = Scenes.plan(minutes: 15, seed: seed, parameters: SceneParameters(setting: .range))
    let sites = Dictionary(plans.map { ($0.group, $0.site.hasLoudEcho) }) { first, _ in first }
    #expect(abs(Double(sites.values.count { $0 }) / Double(sites.count) - 1.0 / 3) < 0.1)
    let found = try RangeRecordings.synthesised(plans)
    for collar in [5.0, 50] {
      let score = try found.score(collar)
      #expect(score.f ?? 0 >= 0.9, "\(collar) ms: \(score)")
    }
    let echoing = try RangeRecordings.synthesised(plans.filter(\.site.hasLoudEcho))
    let loud = try echoing.score(5)
    #expect(loud.f ?? 0 >= 0.8, "\(loud)")
  }

  @Test("with a low threshold miss less than one shot in a hundred, at five candidates a shot or fewer")
  func candidates() throws {
    let plans = Scenes.plan(minutes: 15, seed: 3, parameters: SceneParameters(setting: .range))
    let found = try RangeRecordings.synthesised(plans, OnsetOptions(threshold: 0.05))
    let score = try found.score(5)
    #expect(score.recall ?? 0 >= 0.99, "\(score)")
    // Shots come thick here, 2300 an hour.
    #expect(found.density <= 6500, "\(found.density) an hour")
  }

  @Test("of bursts up to 20 rounds a second are all there, within 5 ms", arguments: [8, 11, 14, 17, 20])
  func bursts(rate: Int) throws {
    for seed in 0..<12 {
      let key = RandomKey(seed: UInt64(seed)).adding(rate)
      let burst = FiredRounds.burst(
        rate: Double(rate), rounds: 4 + seed, snrDB: 30 + Double(seed), key: key)
      let found = OnsetDetector().proposals(in: burst.samples).map(\.offset)
      let pairs = OnsetMatching.pairs(estimated: found, reference: burst.onsets, collar: 80)
      #expect(pairs.count == burst.onsets.count, "seed \(seed): \(found) for \(burst.onsets)")
      #expect(found.count == burst.onsets.count, "seed \(seed): \(found) for \(burst.onsets)")
    }
  }

  @Test(
    "of steady fire are all there, though each shot follows at the delay of an echo",
    arguments: [2000, 3300, 3600, 4800, 8000, 12_000, 16_000, 18_000])
  func steady(period: Int) {
    for rounds in 3...6 {
      let onsets = (0..<rounds).map { 16_000 + $0 * period }
      let key = RandomKey(seed: UInt64(rounds)).adding(period)
      let fire = FiredRounds(onsets: onsets, length: 40_000 + rounds * period, snrDB: 35, key: key)
      let found = OnsetDetector().proposals(in: fire.samples).map(\.offset)
      #expect(found.count == rounds, "\(found) for \(onsets)")
      #expect(zip(found, onsets).allSatisfy { abs($0 - $1) <= 80 }, "\(found) for \(onsets)")
    }
  }

  @Test("of single shots lie within a millisecond of where the sound begins")
  func accuracy() {
    var near = 0
    for seed in 0..<40 {
      let key = RandomKey(seed: UInt64(seed)).adding("single")
      let shot = FiredRounds(onsets: [12_345 + seed], length: 32_000, snrDB: 35, key: key)
      let found = OnsetDetector().proposals(in: shot.samples)
      #expect(found.count == 1)
      near += found.count { abs($0.offset - shot.onsets[0]) <= 16 }
    }
    #expect(near >= 38)
  }

  @Test("are none in silence, in steady noise, in next to nothing")
  func nothing() {
    var generator = RandomKey(seed: 5).generator()
    let noise = (0..<320_000).map { _ in Float(0.05 * generator.gaussian()) }
    for samples in [[], [0], [Float](repeating: 0, count: 40_000), [Float](repeating: 1, count: 3), noise] {
      #expect(OnsetDetector().proposals(in: samples).isEmpty)
    }
  }

  @Test("have scores from 0 to 1, more of them the lower the threshold, in order of time")
  func scores() {
    let burst = FiredRounds.burst(rate: 9, rounds: 6, snrDB: 30, key: RandomKey(seed: 2))
    var last: Set<Int>?
    for threshold in [1, 0.9, 0.5, 0.2, 0.05, 0] {
      let found = OnsetDetector(OnsetOptions(threshold: threshold)).proposals(in: burst.samples)
      #expect(found.allSatisfy { (threshold...1).contains($0.score) })
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.offset <= $1.offset })
      #expect(last?.isSubset(of: found.map(\.offset)) ?? true)
      last = Set(found.map(\.offset))
    }
  }
}
