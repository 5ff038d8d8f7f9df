import Basis

extension Forest {
  /// How much the trees disagree about each row, `[rows]`: the variance of their probabilities of one class, from 0 where
  /// all say the same to 0.25 where half are sure of it and half of the opposite.
  ///
  /// Throws `ForestError` as `probabilities` does; 0 for a class that there is not.
  public func disagreement(
    _ table: FeatureTable, class label: Int, jobs: Int = Parallel.cores
  ) throws -> [Double] {
    let leaves = try leaves(table, jobs: jobs)
    guard (0..<classCount).contains(label), treeCount > 0 else {
      return [Double](repeating: 0, count: table.rows)
    }
    return (0..<table.rows).map { row in
      let votes = leaves[row * treeCount..<(row + 1) * treeCount].map { vote(ofNode: Int($0), class: label) }
      let mean = votes.reduce(0, +) / Double(treeCount)
      return votes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(treeCount)
    }
  }

  private func vote(ofNode node: Int, class label: Int) -> Double {
    let weights = classWeights[node * classCount..<(node + 1) * classCount]
    let sum = weights.reduce(0, +)
    return sum > 0 ? weights[weights.startIndex + label] / sum : 0
  }
}
