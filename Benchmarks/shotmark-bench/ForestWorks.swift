import Basis
import Evaluation
import Files
import RandomForest

extension Works {
  private static let trees = 100

  /// Training 100 trees, binning included.
  static func forestFit(_ settings: Settings) throws -> Measured {
    let (table, labels) = try rows(settings)
    return try Measured(settings, items: table.rows, unit: "rows") { _ = try forest(table, labels, seed: 0) }
  }

  /// The probabilities of all rows.
  static func forestPredict(_ settings: Settings) throws -> Measured {
    let (table, labels) = try rows(settings)
    let model = try forest(table, labels, seed: 0)
    return try Measured(settings, items: table.rows, unit: "rows") { _ = try model.probabilities(table) }
  }

  /// What a forest makes of rows that it has not met: five seeds, each fold judged by a forest of the others.
  static func forestAgreement(_ settings: Settings) throws -> Measured {
    try agreement(settings, clip: 1 / Double(2 * trees)) { learn, labels, judge, seed in
      try forest(learn, labels, seed: seed).probabilities(judge)
    }
  }

  /// Five seeds, each fold judged by a model of the others.
  ///
  /// - Parameter probabilities: of a model of rows and their labels, by a seed: what it makes of other rows, two a row.
  static func agreement(
    _ settings: Settings, clip: Double,
    _ probabilities: (_ learn: FeatureTable, _ labels: [Int], _ judge: FeatureTable, _ seed: UInt64) throws
      -> [Double]
  ) throws -> Measured {
    let (table, labels) = try rows(settings)
    let folds = try folds(settings, rows: table.rows)
    let judged = folds.indices.filter { folds[$0] >= 0 }
    let seeds = try (0..<5).map { seed -> JSON.Value in
      var scores = [Double](repeating: 0, count: table.rows)
      for fold in Set(folds).filter({ $0 >= 0 }).sorted() {
        let learn = judged.filter { folds[$0] != fold }
        let judge = judged.filter { folds[$0] == fold }
        let found = try probabilities(
          select(table, learn), learn.map { labels[$0] }, select(table, judge), UInt64(seed))
        for (position, row) in judge.enumerated() { scores[row] = found[position * 2 + 1] }
      }
      return figures(
        seed: seed, truth: judged.map { labels[$0] }, scores: judged.map { scores[$0] }, clip: clip)
    }
    return Measured(items: judged.count, unit: "rows", more: [("seeds", .array(seeds))])
  }

  static func figures(seed: Int, truth: [Int], scores: [Double], clip: Double) -> JSON.Value {
    let right = zip(truth, scores).count { ($0 == 1) == ($1 > 0.5) }
    let ofTruth = zip(truth, scores).map { $0 == 1 ? $1 : 1 - $1 }
    func number(_ figure: Double?) -> JSON.Value { figure.map { .number($0) } ?? .null }
    return .object([
      ("seed", .number(seed)), ("accuracy", .number(Double(right) / Double(truth.count))),
      ("roc_auc", number(ROC.auc(scores: scores, positives: truth.map { $0 == 1 }))),
      ("log_loss", number(ProbabilityScores.logLoss(ofTruth: ofTruth, clip: clip))),
    ])
  }

  private static func forest(_ table: FeatureTable, _ labels: [Int], seed: UInt64) throws -> Forest {
    var parameters = ForestParameters()
    parameters.nTrees = trees
    parameters.seed = seed
    return try Forest.fit(table, labels: labels, classCount: 2, parameters: parameters)
  }

  /// The fold of each row; −1 for those of the test split.
  static func folds(_ settings: Settings, rows: Int) throws -> [Int] {
    let folds = CSV.parse(try FileSystem.read(settings.path("folds"))).dropFirst().map {
      $0.fields[1].integer ?? -1
    }
    guard folds.count == rows else {
      throw SettingsError(what: "--folds and --features do not belong together")
    }
    return folds
  }

  static func rows(_ settings: Settings) throws -> (table: FeatureTable, labels: [Int]) {
    let (shape, values) = try NPY.read(settings.path("features"))
    let labels = try NPY.read(settings.path("labels")).values.map { Int($0) }
    guard let count = shape.first, count > 0, labels.count == count else {
      throw SettingsError(what: "--features and --labels do not belong together")
    }
    return (FeatureTable(rows: count, columns: values.count / count, values: values), labels)
  }

  static func select(_ table: FeatureTable, _ selection: [Int]) -> FeatureTable {
    let values = selection.flatMap { table.values[$0 * table.columns..<($0 + 1) * table.columns] }
    return FeatureTable(rows: selection.count, columns: table.columns, values: values)
  }
}
