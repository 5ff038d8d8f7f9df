import Evaluation
import Files
import GridSearch
import RandomForest

extension Works {
  /// The original project's grid, `max_depth` 10, 20, 30, 35 × `min_samples_split` 5, 7, 10, 12, 15 with 100 trees, over
  /// given folds: from a table in memory to the scores of all points, five seeds.
  static func searchGrid(_ settings: Settings) throws -> Measured {
    let grid = try Grid(settings)
    return try Measured(settings, items: 20 * grid.foldCount, unit: "fits") { _ = try grid.means(seed: 0) }
  }

  /// The mean accuracies of the grid's points, one list a seed.
  static func searchAgreement(_ settings: Settings) throws -> Measured {
    let grid = try Grid(settings)
    let seeds = try (0..<5).map { seed in
      JSON.Value.array(try grid.means(seed: UInt64(seed)).map { .number($0) })
    }
    return Measured(items: 20 * grid.foldCount, unit: "fits", more: [("means", .array(seeds))])
  }

  private struct Grid {
    let table: FeatureTable
    let rows: SearchRows

    var foldCount: Int { Set(rows.folds.compactMap { $0 }).count }

    /// Rows in the test split, of fold −1, are left out.
    init(_ settings: Settings) throws {
      let (whole, labels) = try Works.rows(settings)
      let folds = CSV.parse(try FileSystem.read(settings.path("folds"))).dropFirst().map {
        $0.fields[1].integer ?? -1
      }
      guard folds.count == whole.rows else {
        throw SettingsError(what: "--folds and --features do not belong together")
      }
      let learning = folds.indices.filter { folds[$0] >= 0 }
      table = learning.count == whole.rows ? whole : Works.select(whole, learning)
      rows = SearchRows(
        labels: ["ENV", "GUN"], truth: learning.map { labels[$0] }, weights: nil,
        groups: learning.map { "\($0)" }, isJudged: learning.map { _ in true },
        folds: learning.map { folds[$0] })
    }

    func means(seed: UInt64) throws -> [Double] {
      let plan = SearchPlan(
        base: SearchSettings(forest: ForestParameters(seed: seed)),
        space: SearchSpace(grids: [
          [
            SearchAxis(name: "max_depth", values: [10, 20, 30, 35].map { .count($0) }),
            SearchAxis(name: "min_samples_split", values: [5, 7, 10, 12, 15].map { .count($0) }),
          ]
        ]), division: .manifest, positive: "GUN")
      let search = try Search(plan, rows: rows, length: 4096)
      var journal = SearchJournal(scores: ["accuracy"])
      try SearchRunner(search) { _ in table }.run(&journal)
      return SearchResults(search, journal).rows.map { $0.mean(0) }
    }
  }
}
