import Basis
import Files
import GridSearch
import Testing

@Suite("The table of a search")
struct SearchResultsTests {
  /// A journal of given accuracies: candidate → folds.
  private func results(_ scores: [[Double]], nodes: [Int], axes: [(String, String)]) throws -> SearchResults {
    let drawn = DrawnSearch(seed: 1)
    var plan = try drawn.plan(axes)
    (plan.scores, plan.refit, plan.division) = (
      [.accuracy], .accuracy, .grouped(folds: scores[0].count, repeats: 1)
    )
    let search = try drawn.search(plan)
    var journal = SearchJournal(scores: ["accuracy"])
    try journal.add(
      scores.enumerated().flatMap { candidate, folds in
        folds.enumerated().map { fold, score in
          FoldScore(
            place: FoldScore.Place(stage: 0, iteration: 0, candidate: candidate, fold: fold),
            nodes: nodes[candidate], scores: [score])
        }
      })
    return SearchResults(search, journal)
  }

  @Test("Mean, standard deviation and rank are scikit-learn's; equal means share a rank, none comes last")
  func figures() throws {
    let results = try results(
      [[0.5, 0.7], [0.8, 0.9], [0.9, 0.8], [.nan, 1]], nodes: [1, 9, 7, 1], axes: [("max_depth", "1,2,3,4")])
    #expect(results.rows.map { $0.ranks[0] } == [3, 1, 1, 4])
    #expect(abs(results.rows[0].mean(0) - 0.6) < 1e-15 && abs(results.rows[0].deviation(0) - 0.1) < 1e-15)
    #expect(results.best?.candidate == 1)
    let table = CSV.parse(results.csv).map { $0.fields.map(\.text) }
    #expect(
      table[0] == [
        "param_max_depth", "params", "split0_test_score", "split1_test_score", "mean_test_score",
        "std_test_score",
        "rank_test_score", "mean_nodes",
      ])
    #expect(table[1][1] == "{'max_depth': 1}" && table[4][2] == "" && table[4][4] == "")
  }

  @Test("The smallest forest within one standard error of the best is chosen beside it")
  func smallest() throws {
    // The best: mean 0.8, standard error 0.02 (deviations ± 0.02 over two folds).
    let results = try results(
      [[0.78, 0.82], [0.79, 0.785], [0.781, 0.781], [0.77, 0.77]], nodes: [100, 20, 30, 1],
      axes: [("max_depth", "1,2,3,4")])
    #expect(results.best?.candidate == 0)
    #expect(results.smallest?.candidate == 1)
  }

  @Test("The map holds the best score over all other parameters")
  func map() throws {
    let results = try results(
      [
        [0.1, 0.1], [0.2, 0.2], [0.3, 0.3], [0.4, 0.4], [0.9, 0.9], [0.5, 0.5], [0.6, 0.6], [0.7, 0.7],
      ],
      nodes: [1, 1, 1, 1, 1, 1, 1, 1],
      axes: [("max_depth", "1,2"), ("max_features", "1,2"), ("n_estimators", "3,4")])
    let map = try #require(results.map(rows: "max_depth", columns: "n_estimators"))
    #expect(map.values == [0.3, 0.4, 0.9, 0.7])
    #expect(map.best?.row == 1 && map.best?.column == 0)
    #expect(results.map(rows: "max_depth", columns: "n_mels") == nil)
    #expect(results.varying.map(\.name) == ["max_depth", "max_features", "n_estimators"])
  }
}
