import Basis
import Chunks
import RandomForest

/// What of a set's chunks is learned from: one that was mixed of several labels counts once for each of them.
struct LearningRows: Sendable {
  /// The places among the chunks that were handed in.
  let selection: [Int]
  /// Index of each row's label.
  let truth: [Int]
  /// How much each row counts.
  let weights: [Double]

  /// A chunk that was mixed counts for its labels by their shares.
  init(_ rows: [ManifestRow], labels: [String], usesWeights: Bool) throws {
    let indices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    var (selection, truth, weights): ([Int], [Int], [Double]) = ([], [], [])
    for (index, row) in rows.enumerated() {
      for part in try row.labelShares() where part.share > 0 {
        selection.append(index)
        truth.append(indices[part.label] ?? 0)
        weights.append((usesWeights ? row.weight : 1) * part.share)
      }
    }
    (self.selection, self.truth, self.weights) = (selection, truth, weights)
  }

  /// `nil` where every row counts 1.
  var unevenWeights: [Double]? { weights.contains { $0 != 1 } ? weights : nil }

  /// The features of these rows.
  func table(_ matrix: FeatureMatrix) -> FeatureTable {
    let whole = FeatureTable(matrix)
    return selection.elementsEqual(0..<whole.rows) ? whole : whole.selecting(selection)
  }
}

/// Features, truth and weights of rows, as a forest takes them.
package struct LearningData: Sendable {
  /// The chunks; one that was mixed stands here once for each label.
  package let rows: [ManifestRow]
  /// `[rows, nMels · frames]`.
  package let table: FeatureTable
  /// Index of each row's label.
  package let truth: [Int]
  /// `nil` where every row counts 1.
  package let weights: [Double]?
  /// RMS in dB.
  package let levels: [Double]

  /// A chunk that was mixed of several labels counts once for each of them, by its share.
  package init(_ matrix: FeatureMatrix, labels: [String], usesWeights: Bool) throws {
    let learning = try LearningRows(matrix.rows, labels: labels, usesWeights: usesWeights)
    rows = learning.selection.map { matrix.rows[$0] }
    table = learning.table(matrix)
    truth = learning.truth
    weights = learning.unevenWeights
    levels = learning.selection.map { matrix.levels[$0] }
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
