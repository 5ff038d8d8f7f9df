import CForest

/// A tree from which those of all points are read.
struct PlaneTree: Sendable {
  let nodes: [forest_plane_node]
  /// `[nodes, kept]`: of two classes the second one's, of more all.
  let probabilities: [Double]
  /// Node → fall of impurity of its split; empty where no rule asks.
  let decreases: [Double]
  /// Levels below the root.
  let depth: Int
  /// Cell → nodes of the tree that stops there.
  let nodeCounts: [Int]

  init(_ tree: Tree, table: BinnedTable, rules: PlaneRules) {
    let thresholds = tree.feature.indices.map { node -> Float in
      let column = Int(tree.feature[node])
      return column < 0 ? 0 : table.threshold(column: column, code: Int(tree.code[node]))
    }
    var keys = [UInt32](repeating: 0, count: tree.count)
    _ = forest_keys(thresholds, tree.count, &keys)
    nodes = tree.feature.indices.map { node in
      let isLeaf = tree.feature[node] < 0
      return forest_plane_node(
        key: isLeaf ? UInt32.max : keys[node], feature: isLeaf ? 0 : UInt32(tree.feature[node]),
        left: UInt32(isLeaf ? node : Int(tree.left[node])), rows: UInt32(tree.rows[node]))
    }
    var probabilities: [Double] = []
    probabilities.reserveCapacity(tree.count * NodeProbabilities.kept(tree.classCount).count)
    for node in 0..<tree.count {
      NodeProbabilities.append(tree.weights, node: node, classes: tree.classCount, to: &probabilities)
    }
    self.probabilities = probabilities
    decreases = tree.decreases
    let depths = PlaneTree.depths(tree)
    depth = depths.max() ?? 0
    nodeCounts = PlaneTree.nodeCounts(tree, depths, rules)
  }

  private static func depths(_ tree: Tree) -> [Int] {
    var depths = [Int](repeating: 0, count: tree.count)
    // Children stand behind their parents.
    for node in 0..<tree.count where tree.feature[node] >= 0 {
      depths[Int(tree.left[node])] = depths[node] + 1
      depths[Int(tree.left[node]) + 1] = depths[node] + 1
    }
    return depths
  }

  /// Counts the splits by the strictest rules that leave them, then sums up from the strictest to the loosest.
  private static func nodeCounts(_ tree: Tree, _ depths: [Int], _ rules: PlaneRules) -> [Int] {
    let (rowRules, decreaseRules) = (rules.splits.count, rules.decreases.count)
    var splits = [Int](repeating: 0, count: rules.depths.count * rowRules * decreaseRules)
    // Node → how many of the decreases it and all above it reach.
    var reached = [Int](repeating: decreaseRules, count: rules.needsDecreases ? tree.count : 0)
    for node in 0..<tree.count where tree.feature[node] >= 0 {
      if rules.needsDecreases {
        let own = tree.decreases[node]
        let count = rules.decreases.prefix { GrowthLimits.isEnough(own, wanted: $0) }.count
        reached[node] = min(reached[node], count)
        reached[Int(tree.left[node])] = reached[node]
        reached[Int(tree.left[node]) + 1] = reached[node]
      }
      guard let depth = rules.depths.firstIndex(where: { $0 > depths[node] }),
        let split = rules.splits.firstIndex(where: { tree.rows[node] >= $0 })
      else { continue }
      let decreases = rules.needsDecreases ? reached[node] : decreaseRules
      for decrease in 0..<decreases { splits[(depth * rowRules + split) * decreaseRules + decrease] += 1 }
    }
    for depth in rules.depths.indices {
      for split in rules.splits.indices {
        for decrease in 0..<decreaseRules {
          func at(_ depth: Int, _ split: Int) -> Int {
            depth < 0 || split < 0 ? 0 : splits[(depth * rowRules + split) * decreaseRules + decrease]
          }
          splits[(depth * rowRules + split) * decreaseRules + decrease] +=
            at(depth - 1, split) + at(depth, split - 1) - at(depth - 1, split - 1)
        }
      }
    }
    return (0..<rules.cellCount).map { cell in
      let place = (0..<3).map { Int(rules.cells[cell * 3 + $0]) }
      return 1 + 2 * splits[(place[0] * rowRules + place[1]) * decreaseRules + place[2]]
    }
  }
}
