import Basis
import RandomForest
import Testing

@Suite("Pruning") struct PruningTests {
  /// Weakest links one after the other (Breiman et al., 1984, chapter 3), as scikit-learn does it: the inner node
  /// whose removal costs least per leaf goes, as long as that is at most `alpha`. Returns the nodes that are left.
  static func weakestLinks(_ forest: Forest, alpha: Double) -> Int {
    let impurity = Impurity(usesEntropy: false)
    func weights(_ node: Int) -> ArraySlice<Double> {
      forest.classWeights[(node * forest.classCount)..<((node + 1) * forest.classCount)]
    }
    let whole = weights(0).reduce(0, +)
    var isLeaf = forest.feature.map { $0 < 0 }
    func below(_ node: Int) -> (cost: Double, leaves: Int) {
      if isLeaf[node] { return (impurity(weights(node)) * weights(node).reduce(0, +) / whole, 1) }
      let (left, right) = (below(Int(forest.leftChild[node])), below(Int(forest.leftChild[node]) + 1))
      return (left.cost + right.cost, left.leaves + right.leaves)
    }
    func inner(_ node: Int) -> [Int] {
      isLeaf[node]
        ? [] : [node] + inner(Int(forest.leftChild[node])) + inner(Int(forest.leftChild[node]) + 1)
    }
    while true {
      let links = inner(0).map { node in
        let (cost, leaves) = below(node)
        let own = impurity(weights(node)) * weights(node).reduce(0, +) / whole
        return (node, alpha: (own - cost) / Double(leaves - 1))
      }
      guard let weakest = links.min(by: { $0.alpha < $1.alpha }), weakest.alpha <= alpha else { break }
      isLeaf[weakest.0] = true
    }
    return 2 * below(0).leaves - 1
  }

  @Test("leaves the same tree as taking the weakest links one after the other")
  func twin() throws {
    for seed in 0..<6 {
      let drawn = DrawnTable(
        key: RandomKey(seed: 1).adding(seed), rows: 150, columns: 10, classes: 2 + seed % 2)
      let full = try drawn.fit(ForestParameters(nTrees: 1))
      for alpha in [0.0007, 0.003, 0.0101, 0.031, 0.2, 1] {
        let pruned = try drawn.fit(ForestParameters(nTrees: 1, ccpAlpha: alpha))
        #expect(pruned.nodeCount == Self.weakestLinks(full, alpha: alpha))
        #expect(pruned.classWeights.prefix(full.classCount) == full.classWeights.prefix(full.classCount))
      }
    }
  }
}
