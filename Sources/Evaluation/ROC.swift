/// Figures of scores against two classes: higher scores are to mean the positive one.
///
/// All of them are `nil` where they have no value: a class without weight, a score that is not a number,
/// columns of different lengths, a weight that is negative or not finite. None is ever NaN.
public enum ROC {
  /// One point of the curve.
  public struct Point: Sendable, Equatable {
    /// Scores from here on count as positive; `nil` for a threshold above every score.
    public let threshold: Double?
    /// The fraction of the negatives that score at least the threshold.
    public let falsePositiveRate: Double
    /// The fraction of the positives that score at least the threshold: the recall.
    public let truePositiveRate: Double
  }

  /// The area under the curve, ties counting half; see `RankedScores.areaUnderROC`.
  public static func auc(scores: [Double], positives: [Bool], weights: [Double]? = nil) -> Double? {
    RankedScores(scores: scores, positives: positives)?.areaUnderROC(weights: weights)
  }

  /// The mean precision over the recall; see `RankedScores.averagePrecision`.
  public static func averagePrecision(scores: [Double], positives: [Bool], weights: [Double]? = nil)
    -> Double?
  {
    RankedScores(scores: scores, positives: positives)?.averagePrecision(weights: weights)
  }

  /// The curve from (0, 0) to (1, 1), with a point at every distinct score.
  public static func curve(scores: [Double], positives: [Bool], weights: [Double]? = nil) -> [Point]? {
    guard let steps = RankedScores(scores: scores, positives: positives)?.steps(weights: weights),
      let last = steps.last, last.truePositives > 0, last.falsePositives > 0
    else { return nil }
    let origin = Point(threshold: nil, falsePositiveRate: 0, truePositiveRate: 0)
    return [origin]
      + steps.map {
        Point(
          threshold: $0.threshold, falsePositiveRate: $0.falsePositives / last.falsePositives,
          truePositiveRate: $0.truePositives / last.truePositives)
      }
  }

  /// The highest threshold that keeps a wanted recall, with what it costs.
  ///
  /// - Parameter wanted: in 0…1. A missed shot costs more than a false alarm, so 0.95 and 0.99 are usual.
  public static func threshold(
    forRecall wanted: Double, scores: [Double], positives: [Bool], weights: [Double]? = nil
  ) -> OperatingPoint? {
    RankedScores(scores: scores, positives: positives)?.operatingPoint(recall: wanted, weights: weights)
  }

  /// The highest recall whose false-positive rate is at most `limit` (0…1); nothing is interpolated.
  public static func recall(
    atFalsePositiveRate limit: Double, scores: [Double], positives: [Bool], weights: [Double]? = nil
  ) -> OperatingPoint? {
    RankedScores(scores: scores, positives: positives)?
      .operatingPoint(falsePositiveRate: limit, weights: weights)
  }
}
