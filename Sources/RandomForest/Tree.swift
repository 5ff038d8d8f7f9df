/// A grown tree, its nodes level by level; the two children of a node stand side by side.
struct Tree: Sendable {
  let classCount: Int
  /// The column that a node asks, −1 at a leaf.
  var feature: [Int32] = []
  /// Codes up to this one go left.
  var code: [UInt8] = []
  /// The left child, 0 at a leaf; the right one follows it.
  var left: [Int32] = []
  /// Distinct rows that came by.
  var rows: [Int32] = []
  /// Their weight by class, `[nodes, classes]`.
  var weights: [Double] = []
  /// Fall of impurity of their splits, times the node's part of the weight, 0 at a leaf; empty where nobody asks.
  var decreases: [Double] = []

  var count: Int { feature.count }

  func classWeights(_ node: Int) -> ArraySlice<Double> {
    weights[(node * classCount)..<((node + 1) * classCount)]
  }

  mutating func append(rows count: Int, weights classWeights: some Sequence<Double>) {
    feature.append(-1)
    code.append(0)
    left.append(0)
    rows.append(Int32(clamping: count))
    weights.append(contentsOf: classWeights)
  }

  /// The same tree level by level, without what hangs below nodes that `isLeaf`.
  func ordered(isLeaf: (Int) -> Bool = { _ in false }) -> Tree {
    var order = [0]
    var tree = Tree(classCount: classCount)
    var next = 0
    while next < order.count {
      let node = order[next]
      tree.append(rows: Int(rows[node]), weights: classWeights(node))
      if !decreases.isEmpty { tree.decreases.append(isLeaf(node) ? 0 : decreases[node]) }
      if feature[node] >= 0, !isLeaf(node) {
        tree.feature[next] = feature[node]
        tree.code[next] = code[node]
        tree.left[next] = Int32(order.count)
        order.append(Int(left[node]))
        order.append(Int(left[node]) + 1)
      }
      next += 1
    }
    return tree
  }
}
