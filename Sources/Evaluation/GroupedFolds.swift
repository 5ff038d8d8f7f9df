import Basis

/// Folds of whole groups, each with about its share of every label.
public enum GroupedFolds {
  /// The fold of each group, by its name, in `0..<folds`.
  ///
  /// The result depends on the names, the counts and the key alone, not on the order of the groups; what splits and
  /// folds they have been given elsewhere has no say.
  ///
  /// - Throws: `EvaluationError.tooFewFolds`, `.groupTwice`, `.negativeCount`.
  public static func places(of groups: [GroupCount], folds: Int, key: RandomKey) throws -> [String: Int] {
    guard folds >= 2 else { throw EvaluationError.tooFewFolds(folds) }
    try GroupedSplit.check(groups, folds: folds)
    let labels = Set(groups.flatMap { $0.counts.filter { $0.value > 0 }.keys }).sorted()
    let ordered = groups.sorted { $0.id < $1.id }
    let items = ordered.map { group in
      Apportionment.Item(
        rank: key.adding(group.id).value, counts: labels.map { Double(group.counts[$0] ?? 0) }, fixed: nil)
    }
    let part = Apportionment.Part(share: 1 / Double(folds), importance: 1)
    let places = Apportionment(
      items, labels: labels.count, parts: [Apportionment.Part](repeating: part, count: folds)
    ).places
    return Dictionary(uniqueKeysWithValues: zip(ordered.map(\.id), places))
  }
}
