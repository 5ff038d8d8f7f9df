import Basis
import Chunks
import Evaluation
import Features
import Files
import GridSearch
import RandomForest

/// What a search came to: its table, and the models of the candidates that are chosen.
public struct SearchOutcome: Sendable {
  /// An outer fold of a nested cross-validation.
  public struct Outer: Sendable {
    /// The fold that was held back.
    public let fold: SearchFold
    /// The best candidate of the search within the rest.
    public let chosen: SearchResults.Row
    /// What its forest, trained on the rest, reached on the fold: the plan's scores.
    public let scores: [Double]
  }

  /// The table.
  public let results: SearchResults
  /// The outer folds; empty without a nested cross-validation.
  public let outer: [Outer]
  /// The best candidate's model; `nil` where none was wanted.
  public let best: ForestModel?
  /// The model of the smallest forest within one standard error, where that is another candidate.
  public let smallest: ForestModel?
}

extension ForestSearch {
  /// Writes the tables of a search that is complete, and trains the candidates that are chosen on all its chunks.
  ///
  /// - Throws: `GridSearchError.missingParts` where forests are missing, and what is wrong with files.
  public func conclude(_ journal: SearchJournal, refits: Bool = true) throws -> SearchOutcome {
    try search.checkComplete(journal)
    let results = SearchResults(search, journal)
    try AtomicFile.write(results.csv, to: folder.table)
    let matrices = SearchMatrices(self)
    let outer = try self.outer(journal, matrices)
    if !outer.isEmpty { try AtomicFile.write(nestedTable(outer), to: folder.nested) }
    try AtomicFile.write(Array((choice(results).text(pretty: true) + "\n").utf8), to: folder.choice)
    guard refits, let best = results.best, let smallest = results.smallest else {
      return SearchOutcome(results: results, outer: outer, best: nil, smallest: nil)
    }
    let bestModel = try model(best, results, matrices)
    try bestModel.write(to: folder.best)
    let isOther = smallest.candidate != best.candidate
    let smallestModel = isOther ? try model(smallest, results, matrices) : nil
    if let smallestModel {
      try smallestModel.write(to: folder.smallest)
    } else if FileSystem.exists(folder.smallest) {
      try FileSystem.remove(folder.smallest)
    }
    return SearchOutcome(results: results, outer: outer, best: bestModel, smallest: smallestModel)
  }

  private func forest(
    _ row: SearchResults.Row, _ results: SearchResults, _ selection: [Int]?, _ table: FeatureTable
  ) throws -> Forest {
    var parameters = search.settings[row.candidate].forest
    parameters.nTrees = results.trees(row)
    parameters.jobs = jobs
    let chosen = selection ?? Array(0..<table.rows)
    return try Forest.fit(
      selection == nil ? table : table.selecting(chosen), labels: chosen.map { source.rows.truth[$0] },
      classCount: source.rows.labels.count,
      sampleWeights: source.rows.weights.map { weights in chosen.map { weights[$0] } },
      parameters: parameters,
      progress: { [progress, total = parameters.nTrees] in
        progress(ChunksProgress(stage: "growing trees", done: $0, total: total))
      })
  }

  private func model(
    _ row: SearchResults.Row, _ results: SearchResults, _ matrices: SearchMatrices
  ) throws -> ForestModel {
    let settings = search.settings[row.candidate]
    let grown = try forest(row, results, nil, try matrices.table(settings.features))
    var parameters = settings.forest
    parameters.nTrees = results.trees(row)
    var card = ModelCard(
      kind: ForestModel.kind, labels: source.rows.labels, features: settings.features, set: source.set,
      trainedOn: source.chunks, parameters: parameters.members)
    for (place, score) in search.plan.scores.enumerated() {
      card.scores.append(JSON.Member("mean_test_\(score.name)", .number(row.mean(place))))
      card.scores.append(JSON.Member("std_test_\(score.name)", .number(row.deviation(place))))
    }
    card.scores.append(JSON.Member("search_candidates", .number(search.candidates.count)))
    card.scores.append(JSON.Member("search_folds", .number(search.stages.first?.folds.count ?? 0)))
    return ForestModel(card: card, forest: grown)
  }

  /// Outer folds, each judged by a forest that was chosen and trained without it.
  private func outer(_ journal: SearchJournal, _ matrices: SearchMatrices) throws -> [SearchOutcome.Outer] {
    try search.stages.enumerated().compactMap { number, stage in
      guard let fold = stage.outer else { return nil }
      let results = SearchResults(search, stage: number, journal)
      guard let chosen = results.best else { return nil }
      let table = try matrices.table(search.settings[chosen.candidate].features)
      let grown = try forest(chosen, results, fold.train, table)
      let probabilities = try grown.probabilities(table.selecting(fold.judged), jobs: jobs)
      return SearchOutcome.Outer(
        fold: fold, chosen: chosen,
        scores: SearchScorer(search).scores(
          probabilities, of: fold.judged, source.rows, trees: grown.treeCount))
    }
  }

  private func nestedTable(_ outer: [SearchOutcome.Outer]) -> [UInt8] {
    var writer = CSV.Writer()
    let names = search.plan.scores.map(\.name)
    let place = search.plan.scores.firstIndex(of: search.plan.refit) ?? 0
    writer.row(["outer_fold", "params", "inner_mean_\(search.plan.refit.name)"] + names.map { "test_\($0)" })
    for one in outer {
      writer.row(
        [
          String(one.fold.fold), search.candidates[one.chosen.candidate].python, "\(one.chosen.mean(place))",
        ] + one.scores.map { $0.isNaN ? "" : "\($0)" })
    }
    return writer.bytes
  }

  /// The chosen candidates for programs.
  private func choice(_ results: SearchResults) -> JSON.Value {
    func value(_ row: SearchResults.Row?) -> JSON.Value {
      guard let row else { return .null }
      return .object([
        ("candidate", .number(row.candidate)),
        (
          "params",
          .object(search.candidates[row.candidate].choices.map { ($0.name, $0.value.json) })
        ),
        ("mean_nodes", .number(row.nodes)),
        (
          "scores",
          .object(
            search.plan.scores.enumerated().map { place, score in
              (
                score.name,
                .object([
                  ("mean", .number(row.mean(place))), ("std", .number(row.deviation(place))),
                  ("standard_error", .number(row.standardError(place))), ("rank", .number(row.ranks[place])),
                ])
              )
            })
        ),
      ])
    }
    return .object([
      ("refit", .string(search.plan.refit.name)), ("best", value(results.best)),
      ("smallest_within_one_standard_error", value(results.smallest)),
    ])
  }
}
