/// What a search knows of its rows besides their features.
public struct SearchRows: Sendable {
  /// The labels, in the order of the classes.
  public let labels: [String]
  /// Row → class.
  public let truth: [Int]
  /// Row → how much it counts, in training and in scores; `nil` where all count alike.
  public let weights: [Double]?
  /// Row → what must never be divided between folds.
  public let groups: [String]
  /// Row → whether it is judged: copies of chunks are only learned from.
  public let isJudged: [Bool]
  /// Row → its fold in the manifest.
  public let folds: [Int?]

  /// Rows; all lists are equally long.
  public init(
    labels: [String], truth: [Int], weights: [Double]?, groups: [String], isJudged: [Bool], folds: [Int?]
  ) {
    self.labels = labels
    self.truth = truth
    self.weights = weights
    self.groups = groups
    self.isJudged = isJudged
    self.folds = folds
  }

  /// Rows.
  public var count: Int { truth.count }
}
