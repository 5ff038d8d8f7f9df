import Basis
import Chunks
import Evaluation
import Files
import RandomForest

/// Cross-validation twice: over the set's grouped folds, and over random ones in which chunks of one recording lie
/// on both sides. What lies between the two figures is what leakage would have promised.
struct FoldComparison {
  let data: LearningData
  let parameters: ForestParameters
  let labels: [String]
  let positive: String?

  /// Trains five forests for each division and compares the figures of all their rows together.
  ///
  /// Copies are trained on where their parents are, and never judged.
  func compare(progress: ChunksProgressHandler) throws -> SplitComparison? {
    let grouped = data.rows.map { $0.fold ?? 0 }
    let random = try GroupedSplit.leaky(
      rows: data.rows.filter { $0.parent == nil }.map { ($0.file.description, $0.label) },
      seed: parameters.seed)
    // The random division has a test part too, which counts as one more fold here.
    let leaky = data.rows.map { row in
      random[(row.parent ?? row.file).description]?.fold ?? GroupedSplit.folds
    }
    guard Set(grouped).count > 1, Set(leaky).count > 1 else { return nil }
    progress(ChunksProgress(stage: "comparing splits", done: 0, total: 2))
    let first = try report(folds: grouped)
    progress(ChunksProgress(stage: "comparing splits", done: 1, total: 2))
    let second = try report(folds: leaky)
    progress(ChunksProgress(stage: "comparing splits", done: 2, total: 2))
    guard let first, let second else { return nil }
    return SplitComparison(grouped: first, leaky: second)
  }

  /// The figures of every original, judged by a forest that was trained on the other folds; `nil` where a fold leaves
  /// only one label to train on.
  private func report(folds: [Int]) throws -> ClassificationReport? {
    let originals = data.rows.indices.filter { data.rows[$0].parent == nil }
    var probabilities = [Double](repeating: 0, count: data.rows.count * labels.count)
    for fold in Set(folds).sorted() {
      let held = originals.filter { folds[$0] == fold }
      let train = data.select(data.rows.indices.filter { folds[$0] != fold })
      guard Set(train.truth).count > 1 else { return nil }
      let forest = try Forest.fit(
        train.table, labels: train.truth, classCount: labels.count, sampleWeights: train.weights,
        parameters: parameters)
      let judged = try forest.probabilities(data.select(held).table)
      for (position, row) in held.enumerated() {
        for label in labels.indices {
          probabilities[row * labels.count + label] = judged[position * labels.count + label]
        }
      }
    }
    let scored = try ScoredRows(
      classes: labels, truth: originals.map { data.truth[$0] },
      probabilities: originals.flatMap { row in
        probabilities[row * labels.count..<(row + 1) * labels.count]
      })
    var options = ReportOptions(positive: positive)
    options.resamples = 0
    options.clip = 1 / (2 * Double(parameters.nTrees))
    return try ClassificationReport(scored, options: options)
  }
}

extension SplitComparison {
  /// The main figures, as a model's card keeps them.
  var members: [JSON.Member] {
    rows.filter { ["accuracy", "roc_auc"].contains($0.name) }.flatMap { row in
      [
        JSON.Member("grouped_folds_\(row.name)", row.grouped.map { .number($0) } ?? .null),
        JSON.Member("leaky_folds_\(row.name)", row.leaky.map { .number($0) } ?? .null),
      ]
    }
  }
}
