import Basis

extension Forest {
  /// Column → its part in the fall of impurity: summed over a tree's splits, normed to 1, averaged over the trees.
  ///
  /// Sums to 1; all 0 where no tree has a split. As in scikit-learn (`feature_importances_`), columns of many values
  /// are flattered; see `permutationImportance` for an honest figure.
  public func impurityImportance(criterion: ForestParameters.Criterion = .gini) -> [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for tree in 0..<treeCount {
      let falls = falls(tree: tree, Impurity(usesEntropy: criterion != .gini))
      let whole = falls.reduce(0) { $0 + $1.fall }
      guard whole > 0 else { continue }
      for (column, fall) in falls { sums[column] += fall / whole }
    }
    let whole = sums.reduce(0, +)
    return whole > 0 ? sums.map { $0 / whole } : sums
  }

  /// The columns of a tree's splits and by how much each lowered impurity.
  private func falls(tree: Int, _ impurity: Impurity) -> [(column: Int, fall: Double)] {
    let first = treeStarts[tree]
    func weights(_ node: Int) -> ArraySlice<Double> {
      classWeights[(node * classCount)..<((node + 1) * classCount)]
    }
    let whole = weights(first).reduce(0, +)
    return (first..<treeStarts[tree + 1]).filter { feature[$0] >= 0 }.map { node in
      let left = first + Int(leftChild[node])
      let fall = impurity.decrease(weights(node), left: weights(left), right: weights(left + 1), whole: whole)
      return (Int(feature[node]), max(0, fall))
    }
  }
}
