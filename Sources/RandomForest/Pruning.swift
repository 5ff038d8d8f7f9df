/// Minimal cost-complexity pruning (Breiman, Friedman, Olshen, Stone: Classification and regression trees, 1984).
enum Pruning {
  /// The smallest tree below which no other costs less, where a leaf costs its impurity times its part of the weight,
  /// and `alpha` more. From the leaves up, a node becomes a leaf where that costs no more than what hangs below it.
  static func pruned(_ tree: Tree, alpha: Double, impurity: Impurity) -> Tree {
    let whole = tree.classWeights(0).reduce(0, +)
    guard alpha > 0, whole > 0 else { return tree }
    var cost = [Double](repeating: 0, count: tree.count)
    var isLeaf = [Bool](repeating: true, count: tree.count)
    for node in (0..<tree.count).reversed() {
      let weights = tree.classWeights(node)
      cost[node] = impurity(weights) * weights.reduce(0, +) / whole + alpha
      guard tree.feature[node] >= 0 else { continue }
      let left = Int(tree.left[node])
      let below = cost[left] + cost[left + 1]
      if below < cost[node] {
        cost[node] = below
        isLeaf[node] = false
      }
    }
    return tree.ordered { isLeaf[$0] }
  }
}
