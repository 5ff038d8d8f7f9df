/// Rows with the truth and with what a model gave them: all that a report is made from.
public struct ScoredRows: Sendable, Equatable {
  /// The names of the classes, in the order of the probabilities.
  public let classes: [String]
  /// The true class of each row, in `0..<classes.count`.
  public let truth: [Int]
  /// Probabilities `[rows, classes]`, row-major, each in 0…1.
  public let probabilities: [Double]
  /// A weight a row (the manifest's `weight`), finite and at least 0.
  public let weights: [Double]?
  /// The group of each row: intervals come from drawing groups, not rows.
  public let groups: [String]?
  /// Samples before the primary onset, where a row has one.
  public let leads: [Int?]?
  /// The RMS level of each row in dB; minus infinity for silence, `nil` where it is not known.
  public let levels: [Double?]?

  /// The number of rows.
  public var count: Int { truth.count }

  /// Checks and keeps the columns.
  ///
  /// - Throws: `EvaluationError` for columns of the wrong length, classes that do not exist or are there twice,
  ///   probabilities that are not in 0…1 and weights that are negative or not finite.
  public init(
    classes: [String], truth: [Int], probabilities: [Double], weights: [Double]? = nil,
    groups: [String]? = nil, leads: [Int?]? = nil, levels: [Double?]? = nil
  ) throws {
    self.classes = classes
    self.truth = truth
    self.probabilities = probabilities
    self.weights = weights
    self.groups = groups
    self.leads = leads
    self.levels = levels
    guard !classes.isEmpty, Set(classes).count == classes.count else {
      throw EvaluationError.classesUnusable(classes: classes)
    }
    try checkLengths()
    try checkValues()
  }

  private func checkLengths() throws {
    let columns: [(String, Int?, Int)] = [
      ("the column of probabilities", probabilities.count, count * classes.count),
      ("the column of weights", weights?.count, count), ("the column of groups", groups?.count, count),
      ("the column of leads", leads?.count, count), ("the column of levels", levels?.count, count),
    ]
    for (column, found, expected) in columns {
      if let found, found != expected {
        throw EvaluationError.columnLength(column: column, expected: expected, found: found)
      }
    }
  }

  private func checkValues() throws {
    for (row, index) in truth.enumerated() where !classes.indices.contains(index) {
      throw EvaluationError.classUnknown(row: row, index: index, classes: classes)
    }
    for (position, value) in probabilities.enumerated() where !(0...1).contains(value) {
      throw EvaluationError.probabilityUnusable(
        row: position / classes.count, name: classes[position % classes.count], value: value)
    }
    for (row, weight) in (weights ?? []).enumerated() where !(weight >= 0 && weight.isFinite) {
      throw EvaluationError.weightUnusable(row: row, value: weight)
    }
  }

  /// The probabilities of one class.
  func scores(_ index: Int) -> [Double] {
    truth.indices.map { probabilities[$0 * classes.count + index] }
  }

  /// The class with the highest probability, the first among equals; with a threshold, `positive` wherever it
  /// reaches the threshold, and the best of the others elsewhere.
  func predictions(positive: Int?, threshold: Double?) -> [Int] {
    truth.indices.map { row in
      let values = probabilities[(row * classes.count)..<((row + 1) * classes.count)].enumerated()
      guard let positive, let threshold else { return ScoredRows.best(values.map { $0 }) }
      if probabilities[row * classes.count + positive] >= threshold { return positive }
      let others = values.filter { $0.offset != positive }
      return others.isEmpty ? positive : ScoredRows.best(others)
    }
  }

  private static func best(_ values: [(offset: Int, element: Double)]) -> Int {
    values.dropFirst().reduce(values[0]) { $1.element > $0.element ? $1 : $0 }.offset
  }
}
