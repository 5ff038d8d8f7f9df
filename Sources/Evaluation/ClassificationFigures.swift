/// The figures of a classification under one set of weights.
public struct ClassificationFigures: Sendable, Equatable {
  /// One class against all others.
  public struct ClassFigures: Sendable, Equatable {
    /// The class.
    public let name: String
    /// The fraction of the rows taken for the class that are of it; `nil` where none was.
    public let precision: Double?
    /// The fraction of the class's rows that were taken for it; `nil` where it has none.
    public let recall: Double?
    /// The harmonic mean of both; `nil` where neither is defined.
    public let f1: Double?
    /// The weight of the class's rows.
    public let support: Double
    /// The area under the ROC curve of the class's probability; `nil` where a side is empty.
    public let rocAUC: Double?
    /// The average precision of the class's probability; `nil` where it has no rows.
    public let averagePrecision: Double?
  }

  /// Rows true, columns predicted.
  public let confusion: ConfusionMatrix
  /// Figures of each class, in the order of the classes.
  public let perClass: [ClassFigures]
  /// Area under the ROC curve: of the positive class, or the mean over the classes where none is positive.
  public let rocAUC: Double?
  /// Average precision: of the positive class, or the mean over the classes where none is positive.
  public let averagePrecision: Double?
  /// Brier's score: (p − y)² for two classes, summed over the classes for more.
  public let brier: Double?
  /// −ln of the true class's probability, clipped.
  public let logLoss: Double?

  /// The fraction of the rows that were taken for what they are.
  public var accuracy: Double? { confusion.accuracy }
  /// The mean recall over the classes that have rows.
  public var balancedAccuracy: Double? { confusion.balancedAccuracy }

  init(_ judged: JudgedRows, clip: Double, weights: [Double]?) {
    let rows = judged.rows
    let matrix = ConfusionMatrix(
      classCount: rows.classes.count, truth: rows.truth, predicted: judged.predicted, weights: weights)
    let figures = rows.classes.indices.map { index in
      ClassFigures(
        name: rows.classes[index], precision: matrix.precision(index), recall: matrix.recall(index),
        f1: matrix.f1(index), support: matrix.support(index),
        rocAUC: judged.ranked[index]?.areaUnderROC(weights: weights),
        averagePrecision: judged.ranked[index]?.averagePrecision(weights: weights))
    }
    confusion = matrix
    perClass = figures
    rocAUC = judged.positive.map { figures[$0].rocAUC } ?? ClassificationFigures.mean(figures.map(\.rocAUC))
    averagePrecision =
      judged.positive.map { figures[$0].averagePrecision }
      ?? ClassificationFigures.mean(figures.map(\.averagePrecision))
    brier = ClassificationFigures.brier(judged, weights)
    let ofTruth = rows.truth.indices.map { rows.probabilities[$0 * rows.classes.count + rows.truth[$0]] }
    logLoss = ProbabilityScores.logLoss(ofTruth: ofTruth, clip: clip, weights: weights)
  }

  /// The unweighted mean over the classes; `nil` where one of them has no value.
  private static func mean(_ values: [Double?]) -> Double? {
    let defined = values.compactMap { $0 }
    return defined.count == values.count
      ? fraction(defined.reduce(0, +), Double(defined.count)) : nil
  }

  private static func brier(_ judged: JudgedRows, _ weights: [Double]?) -> Double? {
    let rows = judged.rows
    guard rows.classes.count == 2 else {
      return ProbabilityScores.brier(
        probabilities: rows.probabilities, truth: rows.truth, classCount: rows.classes.count, weights: weights
      )
    }
    let positive = judged.positive ?? 1
    return ProbabilityScores.brier(
      probabilities: rows.scores(positive), positives: rows.truth.map { $0 == positive }, weights: weights)
  }
}

/// Rows with what was decided about them, and their scores ranked once for each class.
struct JudgedRows: Sendable {
  let rows: ScoredRows
  let positive: Int?
  let predicted: [Int]
  let ranked: [RankedScores?]

  init(_ rows: ScoredRows, positive: Int?, threshold: Double?) {
    self.rows = rows
    self.positive = positive
    predicted = rows.predictions(positive: positive, threshold: threshold)
    ranked = rows.classes.indices.map { index in
      RankedScores(scores: rows.scores(index), positives: rows.truth.map { $0 == index })
    }
  }
}
