import Basis

/// A forest taken apart again into the trees that grew: to go on from, or to keep the first of.
extension Forest {
  /// The first trees as they grew from a training set, `most` of them at most.
  ///
  /// Throws `ForestError.otherTable` where a node asks what no cut of the table answers.
  func trees(
    of training: TrainingSet, keepsSamples: Bool, most: Int, jobs: Int
  ) throws(ForestError) -> [GrownTree] {
    guard columns == training.table.columns else {
      throw .columns(expected: columns, found: training.table.columns)
    }
    guard classCount == training.classCount else {
      throw .otherTable("it knows \(classCount) classes, and there are \(training.classCount)")
    }
    let results = Parallel.map(min(most, treeCount), jobs: jobs) { index -> Result<GrownTree, ForestError> in
      Result { () throws(ForestError) -> GrownTree in
        let tree = try self.tree(index, of: training.table)
        return GrownTree(tree, training, index: index, keepsSample: keepsSamples)
      }
    }
    var trees: [GrownTree] = []
    for result in results { trees.append(try result.get()) }
    return trees
  }

  private func tree(_ index: Int, of table: BinnedTable) throws(ForestError) -> Tree {
    let nodes = treeStarts[index]..<treeStarts[index + 1]
    var tree = Tree(classCount: classCount)
    tree.feature = Array(feature[nodes])
    tree.left = Array(leftChild[nodes])
    tree.rows = Array(rows[nodes])
    tree.weights = Array(
      classWeights[(nodes.lowerBound * classCount)..<(nodes.upperBound * classCount)])
    for node in nodes {
      let column = Int(feature[node])
      guard column >= 0 else {
        tree.code.append(0)
        continue
      }
      guard let code = table.code(column: column, threshold: threshold[node]) else {
        throw .otherTable("its node \(node) divides column \(column) where the set has no level to divide")
      }
      tree.code.append(code)
    }
    return tree
  }

  /// The forest of the first trees, at least one and at most all of them; it knows nothing of what is out of bag.
  package func prefix(_ count: Int) throws(ForestError) -> Forest {
    let count = max(1, min(count, treeCount))
    let end = treeStarts[count]
    var nodes = ForestNodes(classCount: classCount, columns: columns)
    nodes.treeStarts = Array(treeStarts[...count])
    nodes.feature = Array(feature[..<end])
    nodes.threshold = Array(threshold[..<end])
    nodes.leftChild = Array(leftChild[..<end])
    nodes.rows = Array(rows[..<end])
    nodes.classWeights = Array(classWeights[..<(end * classCount)])
    return try Forest(nodes: nodes, outOfBag: nil)
  }
}

extension BinnedTable {
  /// The code whose upper cut is this very value; `nil` where there is none.
  func code(column: Int, threshold: Float) -> UInt8? {
    let first = column * BinnedTable.cutsPerColumn
    var (low, high) = (0, Int(levels[column]) - 1)
    while low < high {
      let middle = (low + high) / 2
      if cuts[first + middle] < threshold { low = middle + 1 } else { high = middle }
    }
    return low < Int(levels[column]) - 1 && cuts[first + low] == threshold ? UInt8(low) : nil
  }
}
