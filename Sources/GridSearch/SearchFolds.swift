import Basis
import Evaluation

/// How rows are divided for cross-validation.
public enum SearchDivision: Hashable, Sendable {
  /// So many folds of whole groups with their share of every label, divided anew for each repeat.
  case grouped(folds: Int, repeats: Int)
  /// The folds of the manifest.
  case manifest
}

/// One division into rows to learn from and rows to judge.
public struct SearchFold: Equatable, Sendable {
  /// Which repeat, from 0.
  public let repetition: Int
  /// Which fold of it, from 0.
  public let fold: Int
  /// Rows to learn from, ascending.
  public let train: [Int]
  /// Rows to judge, ascending.
  public let judged: [Int]
}

/// Divides rows into folds.
public enum SearchFolds {
  /// The folds of some rows.
  ///
  /// - Parameters:
  ///   - key: names seed and purpose; nothing else is drawn from it.
  ///   - outer: the outer fold that is held back, for messages.
  /// - Throws: `GridSearchError.missing` where a fold has no row of some label to learn from or to judge,
  ///   `.tooFewFolds` where the manifest has fewer than two.
  public static func folds(
    of rows: SearchRows, among selection: [Int], _ division: SearchDivision, key: RandomKey,
    outer: Int? = nil
  ) throws -> [SearchFold] {
    var folds: [SearchFold] = []
    switch division {
    case .manifest:
      let places = selection.map { rows.folds[$0] ?? -1 }
      folds = divided(selection, places, repetition: 0)
    case .grouped(let count, let repeats):
      for repetition in 0..<max(1, repeats) {
        let places = try GroupedFolds.places(
          of: groups(rows, selection), folds: count, key: key.adding("repeat").adding(repetition))
        folds += divided(
          selection, selection.map { places[rows.groups[$0]] ?? 0 }, repetition: repetition, folds: count)
      }
    }
    folds = folds.map { fold in
      SearchFold(
        repetition: fold.repetition, fold: fold.fold, train: fold.train,
        judged: fold.judged.filter { rows.isJudged[$0] })
    }
    guard folds.count >= 2 else { throw GridSearchError.tooFewFolds(found: folds.count) }
    for fold in folds {
      try check(fold, rows, selection, folds: folds.count { $0.repetition == fold.repetition }, outer)
    }
    return folds
  }

  private static func groups(_ rows: SearchRows, _ selection: [Int]) -> [GroupCount] {
    var counts: [String: [String: Int]] = [:]
    for row in selection {
      // Copies go where their group goes, and have no say in where that is.
      counts[rows.groups[row], default: [:]][rows.labels[rows.truth[row]], default: 0] +=
        rows.isJudged[row] ? 1 : 0
    }
    return counts.sorted { $0.key < $1.key }.map { GroupCount(id: $0.key, counts: $0.value) }
  }

  private static func divided(
    _ selection: [Int], _ places: [Int], repetition: Int, folds: Int? = nil
  ) -> [SearchFold] {
    let numbers = folds.map { Array(0..<$0) } ?? Set(places).filter { $0 >= 0 }.sorted()
    return numbers.map { number in
      SearchFold(
        repetition: repetition, fold: number,
        train: zip(selection, places).filter { $0.1 != number && $0.1 >= 0 }.map(\.0),
        judged: zip(selection, places).filter { $0.1 == number }.map(\.0))
    }
  }

  /// Every label has to be there on both sides.
  private static func check(
    _ fold: SearchFold, _ rows: SearchRows, _ selection: [Int], folds: Int, _ outer: Int?
  ) throws(GridSearchError) {
    let sides = [(fold.judged, "judge"), (fold.train, "learn from")]
    for label in Set(selection.map { rows.truth[$0] }).sorted() {
      for (side, name) in sides where !side.contains(where: { rows.truth[$0] == label }) {
        var held: [String: Int] = [:]
        for row in selection where rows.truth[row] == label && rows.isJudged[row] {
          held[rows.groups[row], default: 0] += 1
        }
        let largest = held.max { ($0.value, $1.key) < ($1.value, $0.key) }
        throw .missing(
          label: rows.labels[label], fold: fold.fold, folds: folds, side: name, group: largest?.key ?? "",
          share: Double(largest?.value ?? 0) / Double(max(1, held.values.reduce(0, +))), groups: held.count,
          outer: outer)
      }
    }
  }
}
