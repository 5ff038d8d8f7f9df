import Basis

/// What a detector finds with so many false alarms an hour.
public struct AlarmRate: Sendable, Equatable {
  /// False alarms an hour that are allowed.
  public let perHour: Double
  /// The lowest threshold that keeps to it; `nil` where even the highest score raises more.
  public let threshold: Double?
  /// The share of the shots that is found then; `nil` without shots.
  public let recall: Double?

  /// Looks for the lowest threshold.
  ///
  /// - Parameters:
  ///   - perHour: false alarms that are allowed on average; in so many hours as the recordings are long, and rounded down.
  ///   - collar: in milliseconds.
  /// - Throws: `EvaluationError.collarUnusable`.
  /// - Complexity: O(n log² n).
  public init(_ recordings: [ScoredOnsets], perHour: Double, collar: Double) throws {
    self.perHour = perHour
    let hours = Double(recordings.reduce(0) { $0 + $1.length }) / Double(Sampling.rate * 3600)
    let scores = Set(recordings.flatMap { $0.estimated.map(\.score) }).sorted(by: >)
    func score(_ threshold: Double) throws -> OnsetScore {
      try OnsetScore(recordings.map { $0.onsets(from: threshold) }, collars: [collar])
    }
    // With each estimate more there are as many false alarms, or one more: never fewer.
    var (low, high) = (0, scores.count)
    while low < high {
      let middle = (low + high) / 2
      let alarms = try score(scores[middle]).collars[0].falsePositives
      if Double(alarms) <= perHour * hours { low = middle + 1 } else { high = middle }
    }
    let found = try score(low > 0 ? scores[low - 1] : Double.infinity)
    threshold = low > 0 ? scores[low - 1] : nil
    recall = found.shots > 0 ? found.collars[0].recall : nil
  }
}
