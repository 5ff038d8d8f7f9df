import Basis
import Evaluation
import Testing

@Suite("Ranked scores")
struct RankedScoresTests {
  /// All pairs, one by one.
  static func slowAUC(_ scores: [Double], _ positives: [Bool], _ weights: [Double]) -> Double? {
    var (wins, pairs) = (0.0, 0.0)
    for first in scores.indices where positives[first] {
      for second in scores.indices where !positives[second] {
        let weight = weights[first] * weights[second]
        pairs += weight
        wins += weight * (scores[first] > scores[second] ? 1 : scores[first] == scores[second] ? 0.5 : 0)
      }
    }
    return pairs > 0 ? wins / pairs : nil
  }

  @Test(
    "the area under the ROC curve is the count over all pairs, and the curve's trapezia", arguments: 0..<40)
  func area(draw: Int) {
    var generator = RandomKey(seed: 11).adding(draw).generator()
    let (scores, positives, weights) = Drawn.scores(&generator, count: generator.below(60))
    let ones = [Double](repeating: 1, count: scores.count)
    #expect(close(ROC.auc(scores: scores, positives: positives), Self.slowAUC(scores, positives, ones)))
    let weighted = ROC.auc(scores: scores, positives: positives, weights: weights)
    #expect(close(weighted, Self.slowAUC(scores, positives, weights)))
    let curve = ROC.curve(scores: scores, positives: positives, weights: weights)
    let trapezia = curve.map { points in
      zip(points, points.dropFirst()).reduce(0) { sum, pair in
        let width = pair.1.falsePositiveRate - pair.0.falsePositiveRate
        return sum + width * (pair.1.truePositiveRate + pair.0.truePositiveRate) / 2
      }
    }
    #expect(close(weighted, trapezia))
  }

  @Test("a whole weight is the same as that many rows", arguments: 0..<20)
  func repetition(draw: Int) {
    var generator = RandomKey(seed: 12).adding(draw).generator()
    let (scores, positives, _) = Drawn.scores(&generator, count: 30)
    let times = scores.map { _ in generator.below(4) }
    let weights = times.map(Double.init)
    let repeated = scores.indices.flatMap { [Int](repeating: $0, count: times[$0]) }
    let (moreScores, morePositives) = (repeated.map { scores[$0] }, repeated.map { positives[$0] })
    #expect(
      close(
        ROC.auc(scores: scores, positives: positives, weights: weights),
        ROC.auc(scores: moreScores, positives: morePositives)))
    #expect(
      close(
        ROC.averagePrecision(scores: scores, positives: positives, weights: weights),
        ROC.averagePrecision(scores: moreScores, positives: morePositives)))
  }

  @Test("infinite scores are ranked")
  func infinite() {
    let scores = [-Double.infinity, 0, 1, .infinity]
    #expect(ROC.auc(scores: scores, positives: [false, false, true, true]) == 1)
    #expect(ROC.auc(scores: scores, positives: [true, true, false, false]) == 0)
  }

  @Test("what has no value is nil")
  func undefined() {
    #expect(ROC.auc(scores: [], positives: []) == nil)
    #expect(ROC.auc(scores: [0.1, 0.2], positives: [true, true]) == nil)
    #expect(ROC.auc(scores: [0.1, .nan], positives: [true, false]) == nil)
    #expect(ROC.auc(scores: [0.1], positives: [true, false]) == nil)
    #expect(ROC.auc(scores: [0.1, 0.2], positives: [true, false], weights: [1, -1]) == nil)
    #expect(ROC.auc(scores: [0.1, 0.2], positives: [true, false], weights: [1]) == nil)
    #expect(ROC.auc(scores: [0.1, 0.2], positives: [true, false], weights: [1, 0]) == nil)
    #expect(ROC.averagePrecision(scores: [0.1], positives: [false]) == nil)
    #expect(ROC.averagePrecision(scores: [0.1], positives: [true]) == 1)
    #expect(ROC.curve(scores: [0.1], positives: [true]) == nil)
  }
}
