/// Scores in falling order, equal ones together: sorted once, read often under different weights.
///
/// A row counts as positive at a threshold where its score is at least the threshold.
public struct RankedScores: Sendable {
  /// What lies at or above one of the scores.
  public struct Step: Sendable, Equatable {
    /// The score.
    public let threshold: Double
    /// Weight of the positives that score at least the threshold.
    public let truePositives: Double
    /// Weight of the negatives that score at least the threshold.
    public let falsePositives: Double
  }

  private let scores: [Double]
  private let positives: [Bool]
  /// Rows by falling score.
  private let order: [Int]
  /// One past the last position of each run of equal scores.
  private let ends: [Int]

  /// Ranks the rows; `nil` where a score is not a number or the two columns differ in length.
  public init?(scores: [Double], positives: [Bool]) {
    guard scores.count == positives.count, scores.allSatisfy({ !$0.isNaN }) else { return nil }
    self.scores = scores
    self.positives = positives
    let sorted = scores.indices.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
    order = sorted
    ends = sorted.indices.filter { $0 + 1 == sorted.count || scores[sorted[$0]] != scores[sorted[$0 + 1]] }
      .map { $0 + 1 }
  }

  /// How many rows there are.
  public var count: Int { scores.count }

  /// The area under the ROC curve: how often a positive scores above a negative, an equal score counting half
  /// (Mann and Whitney, 1947; exact, ties and weights included).
  ///
  /// `nil` where positives or negatives have no weight, or the weights are not one finite number ≥ 0 a row.
  public func areaUnderROC(weights: [Double]? = nil) -> Double? {
    guard areUsable(weights) else { return nil }
    var (positiveWeight, negativeWeight, wins) = (0.0, 0.0, 0.0)
    forEachRun(weights) { _, positive, negative in
      wins += negative * (positiveWeight + positive / 2)
      positiveWeight += positive
      negativeWeight += negative
    }
    let pairs = positiveWeight * negativeWeight
    return pairs > 0 ? min(1, wins / pairs) : nil
  }

  /// Average precision: Σ (recallₙ − recallₙ₋₁) · precisionₙ over the falling thresholds, as scikit-learn has it.
  ///
  /// `nil` where the positives have no weight or the weights are unusable.
  public func averagePrecision(weights: [Double]? = nil) -> Double? {
    guard areUsable(weights) else { return nil }
    var (hits, all, sum) = (0.0, 0.0, 0.0)
    forEachRun(weights) { _, positive, negative in
      hits += positive
      all += positive + negative
      if positive > 0 { sum += positive * hits / all }
    }
    return hits > 0 ? min(1, sum / hits) : nil
  }

  /// Every distinct score from the highest to the lowest, with what lies at or above it; empty where the
  /// weights are unusable.
  public func steps(weights: [Double]? = nil) -> [Step] {
    guard areUsable(weights) else { return [] }
    var steps: [Step] = []
    steps.reserveCapacity(ends.count)
    var (hits, alarms) = (0.0, 0.0)
    forEachRun(weights) { threshold, positive, negative in
      hits += positive
      alarms += negative
      steps.append(Step(threshold: threshold, truePositives: hits, falsePositives: alarms))
    }
    return steps
  }

  private func areUsable(_ weights: [Double]?) -> Bool {
    guard let weights else { return true }
    return weights.count == count && weights.allSatisfy { $0 >= 0 && $0.isFinite }
  }

  /// Calls `body` with the score of each run and the weights of its positives and negatives.
  private func forEachRun(_ weights: [Double]?, _ body: (Double, Double, Double) -> Void) {
    var position = 0
    for end in ends {
      var (positive, negative) = (0.0, 0.0)
      let threshold = scores[order[position]]
      while position < end {
        let row = order[position]
        let weight = weights?[row] ?? 1
        if positives[row] { positive += weight } else { negative += weight }
        position += 1
      }
      body(threshold, positive, negative)
    }
  }
}
