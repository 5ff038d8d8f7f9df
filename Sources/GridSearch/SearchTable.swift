import Files

extension SearchResults {
  /// The table as `cv_results_` has it, with scikit-learn's names: parameters, `params`, then for each score its folds,
  /// mean, standard deviation and rank; last the mean number of nodes. With a single score it is called `score`.
  ///
  /// Times are not in it: candidates share forests, and the same search gives the same bytes.
  public var csv: [UInt8] {
    var writer = CSV.Writer()
    writer.row(header)
    let isHalving = search.plan.halving != nil
    for row in rows {
      let candidate = search.candidates[row.candidate]
      var fields = isHalving ? [String(row.iteration), String(trees(row))] : []
      fields += search.plan.space.names.map { candidate[$0]?.column ?? "" } + [candidate.python]
      for score in search.plan.scores.indices {
        let figures = row.scores[score] + [row.mean(score), row.deviation(score)]
        fields += figures.map(ScoreText.text) + [String(row.ranks[score])]
      }
      writer.row(fields + [ScoreText.text(row.nodes)])
    }
    return writer.bytes
  }

  /// Trees of a row's forest.
  public func trees(_ row: Row) -> Int {
    search.plan.halving == nil
      ? search.settings[row.candidate].forest.nTrees : SearchRound.trees(search, iteration: row.iteration)
  }

  private var header: [String] {
    var names = search.plan.halving == nil ? [] : ["iter", "n_resources"]
    names += search.plan.space.names.map { "param_\($0)" } + ["params"]
    let folds = search.stages.first?.folds.count ?? 0
    for score in search.plan.scores {
      let name = search.plan.scores.count == 1 ? "score" : score.name
      names += (0..<folds).map { "split\($0)_test_\(name)" }
      names += ["mean_test_\(name)", "std_test_\(name)", "rank_test_\(name)"]
    }
    return names + ["mean_nodes"]
  }
}
