import Basis
import GridSearch
import RandomForest
import Testing

/// Rows of a few groups, whose labels lean on some columns, and a search over them.
struct DrawnSearch {
  var table: FeatureTable
  var rows: SearchRows

  init(
    seed: UInt64, rows count: Int = 240, columns: Int = 12, groups: Int = 24, labels: Int = 2,
    weighted: Bool = false
  ) {
    var random = RandomKey(seed: seed).adding("search").generator()
    let truth = (0..<count).map { $0 % groups % labels }
    var values: [Float] = []
    for row in 0..<count {
      for column in 0..<columns {
        values.append(Float(random.gaussian()) + (column < 4 ? 0.7 * Float(truth[row]) : 0))
      }
    }
    table = FeatureTable(rows: count, columns: columns, values: values)
    rows = SearchRows(
      labels: (0..<labels).map { "L\($0)" }, truth: truth,
      weights: weighted ? (0..<count).map { _ in [1, 0.5, 0.25][random.below(3)] } : nil,
      groups: (0..<count).map { "g\($0 % groups)" }, isJudged: (0..<count).map { _ in true },
      folds: (0..<count).map { $0 % groups / labels % 5 })
  }

  static func axis(_ name: String, _ text: String) throws -> SearchAxis {
    SearchAxis(name: name, values: try #require(SearchParameters.named(name)).values(of: text))
  }

  static func space(_ axes: [(String, String)]) throws -> SearchSpace {
    SearchSpace(grids: [try axes.map { try axis($0.0, $0.1) }])
  }

  static let scores: [SearchScore] = [
    .accuracy, .balancedAccuracy, .precision, .recall, .f(1), .f(0.5), .rocAUC, .averagePrecision,
    .negLogLoss,
    .negBrier, .recallAtFPR(0.1),
  ]

  func plan(_ axes: [(String, String)], trees: Int = 6) throws -> SearchPlan {
    SearchPlan(
      base: SearchSettings(forest: ForestParameters(nTrees: trees, seed: 11)),
      space: try DrawnSearch.space(axes), scores: DrawnSearch.scores, positive: "L1", seed: 3)
  }

  /// The features have nothing to do with the table: its columns count.
  func search(_ plan: SearchPlan) throws -> Search { try Search(plan, rows: rows, length: 4096) }

  func run(_ search: Search, _ change: (inout SearchRunner) -> Void = { _ in }) throws -> SearchJournal {
    var journal = SearchJournal(scores: search.plan.scores.map(\.name))
    var runner = SearchRunner(search) { _ in table }
    change(&runner)
    try runner.run(&journal)
    return journal
  }

  /// What a fold's scores are when the candidate's forest is trained alone on the fold's rows alone.
  func alone(_ search: Search, _ candidate: Int, _ fold: SearchFold, trees: Int? = nil) throws -> (
    nodes: Int, scores: [Double]
  ) {
    var parameters = search.settings[candidate].forest
    parameters.nTrees = trees ?? parameters.nTrees
    let forest = try Forest.fit(
      table.picking(fold.train), labels: fold.train.map { rows.truth[$0] }, classCount: rows.labels.count,
      sampleWeights: rows.weights.map { weights in fold.train.map { weights[$0] } }, parameters: parameters)
    let probabilities = try forest.probabilities(table.picking(fold.judged))
    return (
      forest.nodeCount,
      SearchScorer(search).scores(probabilities, of: fold.judged, rows, trees: parameters.nTrees)
    )
  }
}

extension FeatureTable {
  func picking(_ selection: [Int]) -> FeatureTable {
    FeatureTable(
      rows: selection.count, columns: columns,
      values: selection.flatMap { values[$0 * columns..<($0 + 1) * columns] })
  }
}

/// Equal numbers, or both none.
func same(_ left: [Double], _ right: [Double]) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
}
