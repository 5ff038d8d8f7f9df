import Basis

/// What a classification report is to contain.
public struct ReportOptions: Sendable, Equatable {
  /// The class whose misses and false alarms are looked at; `nil` for none.
  public var positive: String?
  /// Rows whose positive probability reaches it are taken for positive; `nil`: the most probable class wins.
  public var threshold: Double?
  /// Probabilities are held in `clip…1 − clip` for the log-loss; for a forest 1 / (2 · trees).
  public var clip: Double = ProbabilityScores.defaultClip
  /// Thresholds of the table, in 0…1: 0.05, 0.10, … 0.95.
  public var thresholds: [Double] = (1...19).map { Double($0) / 20 }
  /// Recalls to keep: 0.90, 0.95 and 0.99.
  public var wantedRecalls: [Double] = [0.90, 0.95, 0.99]
  /// False-positive rates to stay below: 0.001, 0.01 and 0.05.
  public var falsePositiveRates: [Double] = [0.001, 0.01, 0.05]
  /// The width of the bins in which levels are matched, in dB.
  public var levelBinWidth: Double = 2
  /// How often the groups are drawn for the intervals; 0 for no intervals.
  public var resamples: Int = 1000
  /// The part of the resamples inside each interval.
  public var confidence: Double = 0.95
  /// The seed of the resamples.
  public var seed: UInt64 = 0
  /// Threads for the resamples; no figure depends on it.
  public var jobs: Int = Parallel.cores

  /// The defaults, with the class that counts as positive.
  public init(positive: String? = nil) { self.positive = positive }

  func check(classes: [String]) throws {
    if let positive, !classes.contains(positive) {
      throw EvaluationError.positiveUnknown(name: positive, classes: classes)
    }
    let units =
      [("threshold", threshold ?? 0), ("confidence", confidence)] + thresholds.map { ("threshold", $0) }
      + wantedRecalls.map { ("recall", $0) } + falsePositiveRates.map { ("false-positive rate", $0) }
    for (name, value) in units where !(0...1).contains(value) {
      throw EvaluationError.optionOutOfRange(name: name, value: value, range: "0…1")
    }
    guard (0...0.5).contains(clip) else {
      throw EvaluationError.optionOutOfRange(name: "clip", value: clip, range: "0…0.5")
    }
    guard (0.001...180).contains(levelBinWidth) else {
      throw EvaluationError.optionOutOfRange(
        name: "level bin width", value: levelBinWidth, range: "0.001…180 dB")
    }
  }
}
