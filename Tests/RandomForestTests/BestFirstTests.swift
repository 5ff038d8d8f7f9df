import Basis
import RandomForest
import Testing

@Suite("Growing the best split first") struct BestFirstTests {
  /// The paths from the root to the splits of tree 0.
  private func splits(_ forest: Forest) -> Set<String> {
    var found: Set<String> = []
    var open = [(0, "")]
    while let (node, path) = open.popLast() {
      guard forest.feature[node] >= 0 else { continue }
      found.insert("\(path):\(forest.feature[node]):\(forest.threshold[node])")
      let left = Int(forest.leftChild[node])
      open += [(left, path + "L"), (left + 1, path + "R")]
    }
    return found
  }

  @Test("each leaf more adds one split, the one that lowers impurity most", arguments: [2, 3])
  func nested(classes: Int) throws {
    let drawn = DrawnTable(key: RandomKey(seed: 1), rows: 200, columns: 12, classes: classes)
    var before: Set<String> = []
    var falls: [Double] = []
    for leaves in 2...20 {
      let forest = try drawn.fit(ForestParameters(nTrees: 1, maxLeafNodes: leaves))
      let now = splits(forest)
      #expect(forest.nodeCount == 2 * leaves - 1)
      #expect(now.isSuperset(of: before) && now.count == before.count + 1)
      before = now
      falls.append(impurity(forest))
    }
    #expect(zip(falls, falls.dropFirst()).allSatisfy { $0 > $1 })
  }

  /// Σ impurity × weight over the leaves.
  private func impurity(_ forest: Forest) -> Double {
    (0..<forest.nodeCount).filter { forest.feature[$0] < 0 }.reduce(0) { sum, node in
      let weights = forest.classWeights[(node * forest.classCount)..<((node + 1) * forest.classCount)]
      return sum + Impurity(usesEntropy: false)(weights) * weights.reduce(0, +)
    }
  }

  @Test("with leaves enough it is the tree that is grown level by level")
  func whole() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 2), rows: 300, columns: 12, classes: 2)
    let plain = try drawn.fit(ForestParameters(nTrees: 3))
    let best = try drawn.fit(ForestParameters(nTrees: 3, maxLeafNodes: 300))
    #expect(plain.feature == best.feature && plain.threshold == best.threshold)
    #expect(plain.classWeights == best.classWeights && plain.leftChild == best.leftChild)
  }
}
