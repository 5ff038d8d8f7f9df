import Basis
import Evaluation
import Testing

@Suite("Thresholds and what they cost")
struct OperatingPointTests {
  /// What a threshold gives, row by row.
  static func slow(_ threshold: Double, _ scores: [Double], _ positives: [Bool], _ weights: [Double])
    -> [Double]
  {
    var counts = [0.0, 0, 0, 0]
    for row in scores.indices {
      counts[(scores[row] >= threshold ? 0 : 2) + (positives[row] ? 0 : 1)] += weights[row]
    }
    return counts
  }

  static func recall(_ counts: [Double]) -> Double { counts[0] / (counts[0] + counts[2]) }
  static func alarmRate(_ counts: [Double]) -> Double { counts[1] / (counts[1] + counts[3]) }

  @Test("a table of thresholds counts what is at or above each", arguments: 0..<20)
  func table(draw: Int) throws {
    var generator = RandomKey(seed: 21).adding(draw).generator()
    let (scores, positives, weights) = Drawn.scores(&generator, count: 1 + generator.below(40))
    let thresholds = [-9, -1, -0.75, -0.3, 0, 0.25, 1, 9]
    let ranked = try #require(RankedScores(scores: scores, positives: positives))
    for point in ranked.operatingPoints(thresholds: thresholds, weights: weights) {
      let expected = Self.slow(try #require(point.threshold), scores, positives, weights)
      let found = [point.truePositives, point.falsePositives, point.falseNegatives, point.trueNegatives]
      #expect(zip(found, expected).allSatisfy { close($0, $1) })
    }
  }

  @Test("the threshold for a recall is the highest that keeps it", arguments: 0..<40)
  func keepingRecall(draw: Int) {
    var generator = RandomKey(seed: 22).adding(draw).generator()
    let (scores, positives, weights) = Drawn.scores(&generator, count: generator.below(40))
    let wanted = Double(generator.below(101)) / 100
    let point = ROC.threshold(forRecall: wanted, scores: scores, positives: positives, weights: weights)
    let candidates = Set(scores).sorted(by: >)
    let expected = candidates.first {
      Self.recall(Self.slow($0, scores, positives, weights)) >= wanted - 1e-9
    }
    #expect(point?.threshold == expected)
    #expect((point?.recall ?? 1) >= wanted - 1e-9)
  }

  @Test("the recall at a false-positive rate is the highest that stays below it", arguments: 0..<40)
  func keepingAlarms(draw: Int) {
    var generator = RandomKey(seed: 23).adding(draw).generator()
    let (scores, positives, weights) = Drawn.scores(&generator, count: generator.below(40))
    let limit = Double(generator.below(101)) / 100
    let point = ROC.recall(
      atFalsePositiveRate: limit, scores: scores, positives: positives, weights: weights)
    let all = Self.slow(-.infinity, scores, positives, weights)
    guard all[0] > 0, all[1] > 0 else {
      #expect(point == nil)
      return
    }
    let recalls = Set(scores).map { Self.slow($0, scores, positives, weights) }
      .filter { Self.alarmRate($0) <= limit + 1e-9 }.map(Self.recall)
    #expect(close(point?.recall, recalls.max() ?? 0))
    #expect((point?.falsePositiveRate ?? 1) <= limit + 1e-9)
  }

  @Test("99 of 100 equal weights keep a recall of 0.99")
  func rounding() {
    let scores = (0..<100).map { Double($0) }
    let weights = [Double](repeating: 0.1, count: 100)
    let point = ROC.threshold(
      forRecall: 0.99, scores: scores, positives: scores.map { _ in true }, weights: weights)
    #expect(point?.threshold == 1)
  }

  @Test("a limit below every alarm leaves a threshold above every score")
  func aboveAll() {
    let point = ROC.recall(atFalsePositiveRate: 0.1, scores: [1, 1], positives: [true, false])
    #expect(point?.threshold == nil)
    #expect(point?.recall == 0)
    #expect(point?.precision == nil)
    #expect(ROC.recall(atFalsePositiveRate: .nan, scores: [1, 1], positives: [true, false]) == nil)
    #expect(ROC.threshold(forRecall: 1.1, scores: [1], positives: [true]) == nil)
  }
}
