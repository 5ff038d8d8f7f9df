/// A threshold and what it gives on the rows that were judged.
public struct OperatingPoint: Sendable, Equatable {
  /// Scores from here on count as positive; `nil` for a threshold above every score.
  public let threshold: Double?
  /// Weight of positives found.
  public let truePositives: Double
  /// Weight of negatives that raise a false alarm.
  public let falsePositives: Double
  /// Weight of positives missed.
  public let falseNegatives: Double
  /// Weight of negatives left alone.
  public let trueNegatives: Double

  /// The fraction of the positives that are found; `nil` without positives.
  public var recall: Double? { fraction(truePositives, truePositives + falseNegatives) }
  /// The fraction of the alarms that are right; `nil` without alarms.
  public var precision: Double? { fraction(truePositives, truePositives + falsePositives) }
  /// The harmonic mean of precision and recall; `nil` with neither positives nor alarms.
  public var f1: Double? { fraction(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives) }
  /// The fraction of the negatives that raise an alarm; `nil` without negatives.
  public var falsePositiveRate: Double? { fraction(falsePositives, falsePositives + trueNegatives) }

  init(threshold: Double?, truePositives: Double, falsePositives: Double, all: RankedScores.Step) {
    self.threshold = threshold
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    falseNegatives = max(0, all.truePositives - truePositives)
    trueNegatives = max(0, all.falsePositives - falsePositives)
  }
}

/// `part / whole`, or `nil` where there is no whole.
func fraction(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }

extension RankedScores {
  /// Sums of weights that differ only by rounding count as equal.
  private static let tolerance = 1e-12

  /// The highest threshold that keeps a recall of at least `wanted` (0…1); `nil` without positives.
  public func operatingPoint(recall wanted: Double, weights: [Double]? = nil) -> OperatingPoint? {
    let steps = steps(weights: weights)
    guard let all = steps.last, all.truePositives > 0, (0...1).contains(wanted) else { return nil }
    let needed = (wanted - RankedScores.tolerance) * all.truePositives
    guard let step = steps.first(where: { $0.truePositives >= needed }) else { return nil }
    return point(step, all)
  }

  /// The highest recall at a false-positive rate of at most `limit` (0…1), with the highest threshold that
  /// reaches it; `nil` without positives or negatives.
  public func operatingPoint(falsePositiveRate limit: Double, weights: [Double]? = nil) -> OperatingPoint? {
    let steps = steps(weights: weights)
    guard let all = steps.last, all.truePositives > 0, all.falsePositives > 0, (0...1).contains(limit)
    else { return nil }
    let allowed = (limit + RankedScores.tolerance) * all.falsePositives
    let allowedSteps = steps.prefix { $0.falsePositives <= allowed }
    guard let last = allowedSteps.last else {
      return OperatingPoint(threshold: nil, truePositives: 0, falsePositives: 0, all: all)
    }
    return point(allowedSteps.first { $0.truePositives == last.truePositives } ?? last, all)
  }

  /// What a given threshold gives, one point a threshold; empty where the weights are unusable or there are no rows.
  public func operatingPoints(thresholds: [Double], weights: [Double]? = nil) -> [OperatingPoint] {
    let steps = steps(weights: weights)
    guard let all = steps.last else { return [] }
    return thresholds.map { threshold in
      // Steps fall, so those at or above the threshold are a prefix.
      var (low, high) = (0, steps.count)
      while low < high {
        let middle = (low + high) / 2
        if steps[middle].threshold >= threshold { low = middle + 1 } else { high = middle }
      }
      let step = low > 0 ? steps[low - 1] : nil
      return OperatingPoint(
        threshold: threshold, truePositives: step?.truePositives ?? 0,
        falsePositives: step?.falsePositives ?? 0, all: all)
    }
  }

  private func point(_ step: Step, _ all: Step) -> OperatingPoint {
    OperatingPoint(
      threshold: step.threshold, truePositives: step.truePositives, falsePositives: step.falsePositives,
      all: all)
  }
}
