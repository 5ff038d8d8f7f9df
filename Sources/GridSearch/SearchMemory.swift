import RandomForest

/// What a search needs in memory, estimated from above.
public struct SearchMemory: Sendable {
  /// Bytes that may be used besides the features.
  public let allowed: Int

  /// Memory for folds.
  public init(allowed: Int) { self.allowed = allowed }

  /// Bytes for one fold of a forest: codes of the rows, trees, and what they say about the rows that are judged.
  static func fold(_ forest: SearchedForest, _ fold: SearchFold, columns: Int, classes: Int) -> Int {
    binned(fold, columns: columns)
      + trees(forest, rows: fold.train.count, classes: classes)
      + PlaneReading.bytes(points: forest.plane.points.count, rows: fold.judged.count, classCount: classes)
  }

  static func binned(_ fold: SearchFold, columns: Int) -> Int { (fold.train.count + 64) * columns }

  private static func trees(_ forest: SearchedForest, rows: Int, classes: Int) -> Int {
    let points = forest.plane.points
    let count = points.map(\.nTrees).max() ?? 1
    // 63 % of the rows are in a bootstrap sample; a tree has at most twice as many nodes as rows.
    let distinct = forest.parameters.bootstrap ? rows * 2 / 3 + 1 : rows
    let deepest = points.map { $0.maxDepth ?? 60 }.max() ?? 60
    let nodes = deepest < 40 ? min(2 * distinct, 2 << deepest) : 2 * distinct
    return count * nodes * (16 + 8 * (classes == 2 ? 1 : classes) + (usesDecreases(points) ? 8 : 0))
  }

  private static func usesDecreases(_ points: [ForestPlane.Point]) -> Bool {
    Set(points.map(\.minImpurityDecrease)).count > 1
  }

  /// How many folds of a forest go side by side, at least one.
  ///
  /// - Throws: `GridSearchError.memory` where not even one does.
  func folds(_ forest: SearchedForest, _ folds: [SearchFold], columns: Int, classes: Int) throws -> Int {
    let largest =
      folds.map { SearchMemory.fold(forest, $0, columns: columns, classes: classes) }.max() ?? 1
    guard largest <= allowed else { throw GridSearchError.memory(needed: largest, allowed: allowed) }
    return max(1, min(folds.count, allowed / max(1, largest)))
  }
}

extension Search {
  /// Bytes that the search takes at most besides its features: so many folds side by side as are allowed.
  ///
  /// - Throws: `GridSearchError.memory` where a fold alone takes more than is allowed.
  public func memory(allowed: Int, columns: (SearchSettings) -> Int) throws -> Int {
    let memory = SearchMemory(allowed: allowed)
    var most = 0
    for forest in forests(of: Array(candidates.indices)) {
      let settings = SearchSettings(features: forest.features, forest: forest.parameters)
      for stage in stages {
        let count = try memory.folds(
          forest, stage.folds, columns: columns(settings), classes: rows.labels.count)
        let sizes = stage.folds.map {
          SearchMemory.fold(forest, $0, columns: columns(settings), classes: rows.labels.count)
        }
        most = max(most, sizes.sorted(by: >).prefix(count).reduce(0, +))
      }
    }
    return most
  }
}
