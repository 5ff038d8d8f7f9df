import Basis
import Chunks
import RandomForest

/// Features, truth and weights of rows, as a forest takes them.
struct LearningData: Sendable {
  let rows: [ManifestRow]
  let table: FeatureTable
  /// Index of each row's label.
  let truth: [Int]
  let weights: [Double]?
  let levels: [Double]

  init(_ matrix: FeatureMatrix, labels: [String], usesWeights: Bool) {
    let indices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    rows = matrix.rows
    table = FeatureTable(matrix)
    truth = rows.map { indices[$0.label] ?? 0 }
    weights = usesWeights && rows.contains { $0.weight != 1 } ? rows.map(\.weight) : nil
    levels = matrix.levels
  }

  private init(_ other: LearningData, _ selection: [Int]) {
    rows = selection.map { other.rows[$0] }
    table = other.table.selecting(selection)
    truth = selection.map { other.truth[$0] }
    weights = other.weights.map { weights in selection.map { weights[$0] } }
    levels = selection.map { other.levels[$0] }
  }

  /// The data of some rows, in the order given.
  func select(_ selection: [Int]) -> LearningData { LearningData(self, selection) }
}
