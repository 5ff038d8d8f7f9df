import Basis
import CForest
import RandomForest
import Testing

func forestXLog2X(_ x: Double) -> Double { forest_xlog2x(x) }

@Suite("Growing a tree") struct TreeGrowerTests {
  /// Compares every tree of a forest with its naive twin, node by node.
  static func compare(_ drawn: DrawnTable, _ parameters: ForestParameters) throws -> Bool {
    let forest = try drawn.fit(parameters)
    let table = try BinnedTable(drawn.table, maxBins: parameters.maxBins)
    for tree in 0..<forest.treeCount {
      let naive = try NaiveTree(drawn, table, parameters, tree: tree)
      let first = forest.treeStarts[tree]
      let nodes = (first..<forest.treeStarts[tree + 1]).map { node in
        NaiveTree.Node(
          feature: Int(forest.feature[node]), threshold: forest.threshold[node],
          left: Int(forest.leftChild[node]), rows: Int(forest.rows[node]),
          weights: Array(forest.classWeights[(node * drawn.classCount)..<((node + 1) * drawn.classCount)]))
      }
      if nodes != naive.nodes { return false }
    }
    return true
  }

  @Test(
    "finds the same tree as its naive twin, whatever the rows, classes, weights and limits",
    arguments: 0..<400)
  func twin(number: Int) throws {
    let key = RandomKey(seed: 3).adding("twin").adding(number)
    var random = key.generator()
    let classes = random.chance(0.6) ? 2 : 2 + random.below(4)
    let rows = random.chance(0.5) ? 2 + random.below(40) : 70 + random.below(200)
    let drawn = DrawnTable(
      key: key, rows: max(rows, classes), columns: 1 + random.below(40), classes: classes,
      weighted: random.chance(0.4))
    let parameters = ForestParameters.drawn(key.adding("parameters"), rows: rows, classes: classes)
    #expect(try TreeGrowerTests.compare(drawn, parameters))
  }

  @Test("finds the same tree where weights exceed 15 bits and row numbers 16", arguments: [40_000, 70_000])
  func large(rows: Int) throws {
    let drawn = DrawnTable(key: RandomKey(seed: 4).adding(rows), rows: rows, columns: 2, classes: 2)
    for weight in [ForestParameters.ClassWeight.none, .balanced] {
      let parameters = ForestParameters(
        nTrees: 1, maxDepth: 2, minSamplesLeaf: .count(5), maxFeatures: .all, bootstrap: false,
        classWeight: weight, maxBins: 6)
      #expect(try TreeGrowerTests.compare(drawn, parameters))
    }
  }

  @Test("a tree of limited depth is the top of the unlimited one")
  func depth() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 5), rows: 300, columns: 30, classes: 2)
    let full = try drawn.fit(ForestParameters(nTrees: 3))
    for depth in 1...6 {
      let limited = try drawn.fit(ForestParameters(nTrees: 3, maxDepth: depth))
      for tree in 0..<3 {
        #expect(limited.depth(tree: tree) == min(depth, full.depth(tree: tree)))
        expectTop(limited, of: full, tree: tree) { _, level in level < depth }
      }
    }
  }

  @Test("asking more rows of a split only closes nodes earlier")
  func minSamplesSplit() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 6), rows: 300, columns: 30, classes: 3)
    let full = try drawn.fit(ForestParameters(nTrees: 3))
    for least in [3, 5, 20, 100] {
      let limited = try drawn.fit(ForestParameters(nTrees: 3, minSamplesSplit: .count(least)))
      for tree in 0..<3 {
        expectTop(limited, of: full, tree: tree) { rows, _ in rows >= least }
      }
    }
  }

  /// Walks both trees together: what `isOpen` is split in both alike, all else is a leaf of the limited one.
  private func expectTop(_ limited: Forest, of full: Forest, tree: Int, _ isOpen: (Int, Int) -> Bool) {
    var pairs = [(limited.treeStarts[tree], full.treeStarts[tree], 0)]
    while let (node, twin, level) = pairs.popLast() {
      #expect(limited.rows[node] == full.rows[twin])
      guard full.feature[twin] >= 0, isOpen(Int(full.rows[twin]), level) else {
        #expect(limited.feature[node] == -1)
        continue
      }
      #expect(limited.feature[node] == full.feature[twin] && limited.threshold[node] == full.threshold[twin])
      let left = limited.treeStarts[tree] + Int(limited.leftChild[node])
      let twinLeft = full.treeStarts[tree] + Int(full.leftChild[twin])
      pairs += [(left, twinLeft, level + 1), (left + 1, twinLeft + 1, level + 1)]
    }
  }
}
