import Evaluation

/// A figure that candidates are compared by; higher is better. Names are scikit-learn's where it has one.
public enum SearchScore: Hashable, Sendable {
  /// The part of the rows whose class is found.
  case accuracy
  /// The mean recall over the classes.
  case balancedAccuracy
  /// The part of what was taken for positive that is; 0 where nothing was.
  case precision
  /// The part of the positives that was found.
  case recall
  /// The weighted harmonic mean of both: `f1`, `f2`, `f0.5`.
  case f(Double)
  /// The area under the ROC curve.
  case rocAUC
  /// The average precision.
  case averagePrecision
  /// Minus the log-loss in nats, probabilities held within 1 / (2 · trees) of 0 and 1.
  case negLogLoss
  /// Minus Brier's score.
  case negBrier
  /// The highest recall at a false-positive rate of at most this: `recall_at_fpr_0.01`.
  case recallAtFPR(Double)

  private static let fixed: [(String, SearchScore)] = [
    ("accuracy", .accuracy), ("balanced_accuracy", .balancedAccuracy), ("precision", .precision),
    ("recall", .recall), ("roc_auc", .rocAUC), ("average_precision", .averagePrecision),
    ("neg_log_loss", .negLogLoss), ("neg_brier_score", .negBrier),
  ]

  /// All names, with examples of those that hold a number.
  public static let names = fixed.map(\.0) + ["f1", "f0.5", "recall_at_fpr_0.01"]

  /// The score of a name.
  ///
  /// - Throws: `GridSearchError.score`.
  public init(name: String) throws {
    let known = SearchScore.fixed.first { $0.0 == name }?.1
    let beta = name.hasPrefix("f") ? NumberText.decimal(String(name.dropFirst())) : nil
    let prefix = "recall_at_fpr_"
    let rate = name.hasPrefix(prefix) ? NumberText.decimal(String(name.dropFirst(prefix.count))) : nil
    if let known {
      self = known
    } else if let beta, beta > 0, beta <= 100 {
      self = .f(beta)
    } else if let rate, rate >= 0, rate < 1 {
      self = .recallAtFPR(rate)
    } else {
      throw GridSearchError.score(name, known: SearchScore.names.joined(separator: ", "))
    }
  }

  /// Its name.
  public var name: String {
    switch self {
    case .f(let beta): "f" + SearchScore.short(beta)
    case .recallAtFPR(let rate): "recall_at_fpr_" + SearchScore.short(rate)
    default: SearchScore.fixed.first { $0.1 == self }?.0 ?? ""
    }
  }

  private static func short(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }

  /// Whether it is about one label against the others.
  public var needsPositive: Bool {
    switch self {
    case .accuracy, .balancedAccuracy, .negLogLoss, .negBrier: false
    default: true
    }
  }

  /// The figure of some rows.
  ///
  /// - Parameters:
  ///   - probabilities: `[rows, classes]`.
  ///   - weights: one a row; `nil` where all count alike.
  ///   - trees: of the forest that gave the probabilities.
  /// - Returns: NaN where it has no value.
  public func value(
    truth: [Int], probabilities: [Double], classes: Int, positive: Int, weights: [Double]?, trees: Int
  ) -> Double {
    func scores() -> [Double] { truth.indices.map { probabilities[$0 * classes + positive] } }
    func ranked() -> RankedScores? {
      RankedScores(scores: scores(), positives: truth.map { $0 == positive })
    }
    let value: Double? =
      switch self {
      case .accuracy: matrix(truth, probabilities, classes, weights).accuracy
      case .balancedAccuracy: matrix(truth, probabilities, classes, weights).balancedAccuracy
      case .precision: matrix(truth, probabilities, classes, weights).precision(positive) ?? 0
      case .recall: matrix(truth, probabilities, classes, weights).recall(positive)
      case .f(let beta): SearchScore.f(matrix(truth, probabilities, classes, weights), positive, beta)
      case .rocAUC: ranked()?.areaUnderROC(weights: weights)
      case .averagePrecision: ranked()?.averagePrecision(weights: weights)
      case .negLogLoss:
        ProbabilityScores.logLoss(
          ofTruth: truth.indices.map { probabilities[$0 * classes + truth[$0]] },
          clip: 1 / (2 * Double(max(1, trees))), weights: weights
        ).map { -$0 }
      case .negBrier:
        (classes == 2
          ? ProbabilityScores.brier(
            probabilities: scores(), positives: truth.map { $0 == positive }, weights: weights)
          : ProbabilityScores.brier(
            probabilities: probabilities, truth: truth, classCount: classes, weights: weights)).map { -$0 }
      case .recallAtFPR(let rate): ranked()?.operatingPoint(falsePositiveRate: rate, weights: weights)?.recall
      }
    return value ?? .nan
  }

  /// The likeliest class of each row, the lowest of equals, against the truth.
  private func matrix(
    _ truth: [Int], _ probabilities: [Double], _ classes: Int, _ weights: [Double]?
  ) -> ConfusionMatrix {
    let predicted = truth.indices.map { row in
      var best = 0
      for label in 1..<max(1, classes)
      where probabilities[row * classes + label] > probabilities[row * classes + best] { best = label }
      return best
    }
    return ConfusionMatrix(classCount: classes, truth: truth, predicted: predicted, weights: weights)
  }

  /// (1 + β²) · precision · recall / (β² · precision + recall), in counts; 0 where nothing was taken for positive.
  private static func f(_ matrix: ConfusionMatrix, _ positive: Int, _ beta: Double) -> Double? {
    let (square, right) = (beta * beta, matrix[positive, positive])
    let whole = square * matrix.support(positive) + matrix.predictions(positive)
    return whole > 0 ? (1 + square) * right / whole : nil
  }
}
