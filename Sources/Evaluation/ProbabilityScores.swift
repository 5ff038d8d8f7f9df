#if canImport(Glibc)
  import Glibc
#endif

/// Figures that judge the probabilities themselves, not only their order.
public enum ProbabilityScores {
  /// Probabilities below this are raised to it before their logarithm is taken: 2⁻⁵², as in scikit-learn.
  ///
  /// A forest gives exact zeros: for one, 1 / (2 · trees) is the fitting value.
  public static let defaultClip = 0x1p-52

  /// The mean of −ln of the probability that the true class was given, in nats.
  ///
  /// - Parameters:
  ///   - ofTruth: the true class's probability, one a row, in 0…1.
  ///   - clip: probabilities are held in `clip…1 − clip`; in 0…0.5.
  /// - Returns: `nil` without rows, with unusable weights, or where it would be infinite.
  public static func logLoss(ofTruth: [Double], clip: Double = defaultClip, weights: [Double]? = nil)
    -> Double?
  {
    guard (0...0.5).contains(clip) else { return nil }
    return mean(ofTruth.count, weights) { -log(min(max(ofTruth[$0], clip), 1 - clip)) }
  }

  /// Brier's score of two classes: the mean of (p − y)², with y 1 for positives and 0 for negatives.
  public static func brier(probabilities: [Double], positives: [Bool], weights: [Double]? = nil) -> Double? {
    guard probabilities.count == positives.count else { return nil }
    return mean(probabilities.count, weights) { row in
      let difference = probabilities[row] - (positives[row] ? 1 : 0)
      return difference * difference
    }
  }

  /// Brier's score of any number of classes: the mean over rows of Σ (p − y)² over the classes, in 0…2.
  ///
  /// - Parameter probabilities: `[rows, classCount]`, row-major.
  public static func brier(
    probabilities: [Double], truth: [Int], classCount: Int, weights: [Double]? = nil
  ) -> Double? {
    guard classCount > 0, probabilities.count == truth.count * classCount else { return nil }
    return mean(truth.count, weights) { row in
      (0..<classCount).reduce(0) { sum, index in
        let difference = probabilities[row * classCount + index] - (truth[row] == index ? 1 : 0)
        return sum + difference * difference
      }
    }
  }

  /// The weighted mean of a value a row; `nil` where it is not a finite number.
  private static func mean(_ count: Int, _ weights: [Double]?, _ value: (Int) -> Double) -> Double? {
    if let weights, weights.count != count || !weights.allSatisfy({ $0 >= 0 && $0.isFinite }) { return nil }
    var (sum, total) = (0.0, 0.0)
    for row in 0..<count {
      let weight = weights?[row] ?? 1
      // A row without weight has no say, though its loss be infinite.
      guard weight > 0 else { continue }
      sum += weight * value(row)
      total += weight
    }
    guard total > 0, sum.isFinite else { return nil }
    return sum / total
  }
}
