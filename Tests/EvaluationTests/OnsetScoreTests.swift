import Basis
import Evaluation
import Testing

@Suite("The score of onsets")
struct OnsetScoreTests {
  @Test("the figures of a small case, in JSON's names")
  func small() throws {
    let score = try OnsetScore(
      [
        RecordingOnsets(estimated: [1000, 5000, 9000], reference: [1080, 5100]),
        RecordingOnsets(estimated: [], reference: [1000, 1200]),
      ], collars: [5, 25])
    #expect(score.recordings == 2)
    #expect(score.shots == 4)
    let narrow = score.collars[0]
    #expect(
      [narrow.truePositives, narrow.falsePositives, narrow.falseNegatives, narrow.unresolved] == [1, 2, 3, 0])
    let wide = score.collars[1]
    #expect([wide.truePositives, wide.falsePositives, wide.falseNegatives, wide.unresolved] == [2, 1, 2, 2])
    #expect(close(wide.precision, 2.0 / 3))
    #expect(wide.recall == 0.5)
    #expect(close(wide.f, 4.0 / 7))
    guard case .list(let collars) = score.value["collars"], case .object(let fields) = collars[1] else {
      Issue.record("no list of collars")
      return
    }
    #expect(fields.map(\.name) == ["ms", "tp", "fp", "fn", "unresolved", "precision", "recall", "f"])
    #expect(collars[1]["ms"] == .integer(25))
    #expect(score.value["shots"] == .integer(4))
  }

  @Test("nothing estimated and nothing true has no figures")
  func empty() throws {
    for recordings in [[], [RecordingOnsets(estimated: [], reference: [])]] {
      let score = try OnsetScore(recordings)
      #expect(score.collars.map(\.milliseconds) == [5, 25, 50, 500])
      #expect(score.collars.allSatisfy { $0.precision == nil && $0.recall == nil && $0.f == nil })
    }
  }

  @Test("recordings are matched each by itself")
  func separate() throws {
    let score = try OnsetScore([
      RecordingOnsets(estimated: [100], reference: []), RecordingOnsets(estimated: [], reference: [100]),
    ])
    #expect(
      score.collars.allSatisfy { $0.truePositives == 0 && $0.falsePositives == 1 && $0.falseNegatives == 1 })
  }

  @Test("ignored stretches hold neither misses nor alarms, but may find what lies beside them")
  func ignored() throws {
    let recording = RecordingOnsets(
      estimated: [990, 1500, 3000], reference: [1001, 1600, 5000], ignored: [980..<1000, 1400..<2000])
    let collar = try OnsetScore([recording], collars: [5]).collars[0]
    #expect([collar.truePositives, collar.falsePositives, collar.falseNegatives] == [1, 1, 1])
  }

  @Test("with ignored stretches no matching finds more, or raises fewer alarms", arguments: 0..<60)
  func ignoredTwin(draw: Int) throws {
    var generator = RandomKey(seed: 32).adding(draw).generator()
    let estimated = (0..<generator.below(6)).map { _ in generator.below(600) }
    let reference = (0..<generator.below(6)).map { _ in generator.below(600) }
    let begin = generator.below(500)
    let stretch = begin..<(begin + generator.below(200))
    let found = try OnsetScore(
      [RecordingOnsets(estimated: estimated, reference: reference, ignored: [stretch])], collars: [5]
    ).collars[0]
    let truths = reference.filter { !stretch.contains($0) }
    // Every set of estimates that can all be matched: the largest, and among those the fewest alarms.
    var best = (hits: 0, alarms: Int.max)
    for mask in 0..<(1 << estimated.count) {
      let chosen = estimated.indices.filter { mask >> $0 & 1 == 1 }
      guard OnsetMatchingTests.slowCount(chosen.map { estimated[$0] }, truths, 80) == chosen.count else {
        continue
      }
      let alarms = estimated.indices.count { !chosen.contains($0) && !stretch.contains(estimated[$0]) }
      if chosen.count > best.hits || (chosen.count == best.hits && alarms < best.alarms) {
        best = (chosen.count, alarms)
      }
    }
    #expect(found.truePositives == best.hits)
    #expect(found.falsePositives == best.alarms)
    #expect(found.falseNegatives == truths.count - best.hits)
  }

  @Test("collars that are no lengths are refused", arguments: [-1, Double.nan, .infinity])
  func unusable(collar: Double) {
    #expect(throws: EvaluationError.self) { try OnsetScore([], collars: [collar]) }
  }
}
