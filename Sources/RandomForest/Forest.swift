import Basis

/// A random forest: trees that each saw another sample of the rows, and vote with the classes of their leaves.
///
/// Nodes are numbered tree by tree, level by level; the two children of a node stand side by side. A row goes left
/// where its value is at most the threshold.
public struct Forest: Sendable {
  /// Classes, numbered from 0.
  public let classCount: Int
  /// Columns of the tables that the forest takes.
  public let columns: Int
  /// Tree → its first node; behind them the number of all nodes.
  public let treeStarts: [Int]
  /// Node → the column that it asks, −1 at a leaf.
  public let feature: [Int32]
  /// Node → the highest value that goes left; 0 at a leaf.
  public let threshold: [Float]
  /// Node → its left child, counted from the tree's first node, 0 at a leaf; the right child is the next node.
  public let leftChild: [Int32]
  /// Node → distinct rows of the tree's sample that came by.
  public let rows: [Int32]
  /// Their weight by class, `[nodes, classes]`.
  public let classWeights: [Double]
  /// How the trees judge the rows that they have not seen, where it was asked for.
  public let outOfBag: OutOfBag?
  let walk: TreeWalk

  /// Trees.
  public var treeCount: Int { treeStarts.count - 1 }
  /// Nodes of all trees.
  public var nodeCount: Int { feature.count }

  init(nodes: ForestNodes, outOfBag: OutOfBag?) throws(ForestError) {
    classCount = nodes.classCount
    columns = nodes.columns
    treeStarts = nodes.treeStarts
    feature = nodes.feature
    threshold = nodes.threshold
    leftChild = nodes.leftChild
    rows = nodes.rows
    classWeights = nodes.classWeights
    self.outOfBag = outOfBag
    walk = try TreeWalk(nodes)
  }

  /// The levels below the root of a tree; 0 where there is no such tree.
  public func depth(tree: Int) -> Int {
    guard (0..<treeCount).contains(tree) else { return 0 }
    var depths = [Int](repeating: 0, count: treeStarts[tree + 1] - treeStarts[tree])
    for node in depths.indices {
      let left = Int(leftChild[treeStarts[tree] + node])
      guard left > 0 else { continue }
      depths[left] = depths[node] + 1
      depths[left + 1] = depths[node] + 1
    }
    return depths.max() ?? 0
  }
}

/// The nodes of a forest before they are made ready to predict with.
struct ForestNodes: Sendable {
  let classCount: Int
  let columns: Int
  var treeStarts: [Int] = [0]
  var feature: [Int32] = []
  var threshold: [Float] = []
  var leftChild: [Int32] = []
  var rows: [Int32] = []
  var classWeights: [Double] = []

  init(classCount: Int, columns: Int) {
    self.classCount = classCount
    self.columns = columns
  }

  init(trees: [Tree], table: BinnedTable, classCount: Int) {
    self.init(classCount: classCount, columns: table.columns)
    let count = trees.reduce(0) { $0 + $1.count }
    feature.reserveCapacity(count)
    threshold.reserveCapacity(count)
    leftChild.reserveCapacity(count)
    rows.reserveCapacity(count)
    classWeights.reserveCapacity(count * classCount)
    for tree in trees {
      feature += tree.feature
      leftChild += tree.left
      rows += tree.rows
      classWeights += tree.weights
      for node in 0..<tree.count {
        let column = Int(tree.feature[node])
        threshold.append(column < 0 ? 0 : table.threshold(column: column, code: Int(tree.code[node])))
      }
      treeStarts.append(feature.count)
    }
  }
}
