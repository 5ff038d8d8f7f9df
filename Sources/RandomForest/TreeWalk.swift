import CForest

/// A forest as prediction walks it: eight bytes a node, twelve where columns or children need more than 16 bits.
///
/// Nodes stand in another order than in the forest: behind the two children of a node stand those of the child that
/// more rows of the training took, so that a walk mostly goes on in the cache line where it is.
struct TreeWalk: Sendable {
  enum Nodes: Sendable {
    case narrow([forest_node])
    case wide([forest_wide_node])
  }

  let nodes: Nodes
  /// Tree → its first node.
  let starts: [UInt32]
  /// Node → its number in the forest; −1 for the gap behind a root, which keeps siblings in one cache line.
  let origins: [Int32]
  /// Node → probability by class, `[nodes, classes]`; of two classes only the second's, `[nodes]`.
  let probabilities: [Double]

  init(_ forest: ForestNodes) throws(ForestError) {
    let count = forest.feature.count + forest.treeStarts.count
    guard count <= Int(Int32.max) else { throw .tooManyNodes(count) }
    var order = WalkOrder(capacity: count)
    starts = zip(forest.treeStarts, forest.treeStarts.dropFirst()).map { first, _ in
      order.append(forest, tree: first)
    }
    origins = order.origins
    nodes = TreeWalk.nodes(forest, order)
    probabilities = TreeWalk.probabilities(forest, order.origins)
  }

  private static func nodes(_ forest: ForestNodes, _ order: WalkOrder) -> Nodes {
    var keys = [UInt32](repeating: 0, count: forest.threshold.count)
    _ = forest_keys(forest.threshold, keys.count, &keys)
    func isLeaf(_ node: Int) -> Bool {
      order.origins[node] < 0 || forest.feature[Int(order.origins[node])] < 0
    }
    func key(_ node: Int) -> UInt32 { isLeaf(node) ? UInt32.max : keys[Int(order.origins[node])] }
    func feature(_ node: Int) -> Int32 { isLeaf(node) ? 0 : forest.feature[Int(order.origins[node])] }
    let all = order.origins.indices
    guard forest.columns <= 65536, order.children.allSatisfy({ $0 <= UInt32(UInt16.max) }) else {
      return .wide(
        all.map { forest_wide_node(key: key($0), feature: UInt32(feature($0)), child: order.children[$0]) })
    }
    return .narrow(
      all.map { forest_node(key: key($0), feature: UInt16(feature($0)), child: UInt16(order.children[$0])) })
  }

  private static func probabilities(_ forest: ForestNodes, _ origins: [Int32]) -> [Double] {
    let classes = forest.classCount
    var probabilities: [Double] = []
    probabilities.reserveCapacity(origins.count * NodeProbabilities.kept(classes).count)
    for origin in origins {
      NodeProbabilities.append(
        forest.classWeights, node: max(0, Int(origin)), classes: classes, to: &probabilities)
    }
    return probabilities
  }

  /// The means of the leaves' probabilities, in the order of the trees: `[rows, trees]` become `[rows, classes]`.
  func average(
    _ leaves: UnsafePointer<UInt32>, rows: Int, trees: Int, _ probabilities: UnsafeBufferPointer<Double>,
    into target: UnsafeMutableBufferPointer<Double>
  ) {
    guard rows > 0, let means = target.baseAddress, let first = probabilities.baseAddress else { return }
    let classes = target.count / rows
    if classes == 2 {
      forest_mean_pairs(first, leaves, UInt32(trees), UInt32(rows), means)
      return
    }
    for row in 0..<rows {
      let own = means + row * classes
      for label in 0..<classes { own[label] = 0 }
      for tree in 0..<trees {
        let node = classes * Int(leaves[row * trees + tree])
        for label in 0..<classes { own[label] += probabilities[node + label] }
      }
      for label in 0..<classes { own[label] /= Double(trees) }
    }
  }

  /// The leaf of each of `count` rows in each tree, `[rows, trees]`, counted through all nodes; `starts` are the first
  /// nodes of the trees to walk.
  func leaves(
    _ keys: UnsafePointer<UInt32>, columns: Int, rows count: Int, starts: [UInt32],
    into leaves: UnsafeMutablePointer<UInt32>
  ) {
    switch nodes {
    case .narrow(let nodes):
      forest_leaves(nodes, starts, UInt32(starts.count), keys, columns, UInt32(count), leaves)
    case .wide(let nodes):
      forest_leaves_wide(nodes, starts, UInt32(starts.count), keys, columns, UInt32(count), leaves)
    }
  }
}

/// Where each node stands while trees are walked.
private struct WalkOrder {
  /// Node → its number in the forest, −1 for a gap.
  var origins: [Int32] = []
  /// Node → how far behind it its children stand, 0 at a leaf.
  var children: [UInt32] = []

  init(capacity: Int) {
    origins.reserveCapacity(capacity)
    children.reserveCapacity(capacity)
  }

  /// Appends the tree that begins at node `first` of the forest; returns where it begins here.
  mutating func append(_ forest: ForestNodes, tree first: Int) -> UInt32 {
    let start = origins.count
    origins += [Int32(first), -1]
    children += [0, 0]
    // Places whose children are still to come, the next one last.
    var open = [start]
    while let place = open.popLast() {
      let origin = Int(origins[place])
      guard forest.feature[origin] >= 0 else { continue }
      let left = first + Int(forest.leftChild[origin])
      let pair = origins.count
      children[place] = UInt32(pair - place)
      origins += [Int32(left), Int32(left + 1)]
      children += [0, 0]
      let leftIsHeavier = forest.rows[left] >= forest.rows[left + 1]
      open += leftIsHeavier ? [pair + 1, pair] : [pair, pair + 1]
    }
    return UInt32(start)
  }
}
