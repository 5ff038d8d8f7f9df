import CForest

/// A forest as prediction walks it: eight bytes a node, twelve where columns or children need more than 16 bits.
struct TreeWalk: Sendable {
  enum Nodes: Sendable {
    case narrow([forest_node])
    case wide([forest_wide_node])
  }

  let nodes: Nodes
  /// Tree → its first node.
  let starts: [UInt32]
  /// Node → probability by class, `[nodes, classes]`.
  let probabilities: [Double]

  init(_ forest: ForestNodes) throws(ForestError) {
    let count = forest.feature.count
    guard count <= Int(Int32.max) else { throw .tooManyNodes(count) }
    var keys = [Int32](repeating: 0, count: count)
    _ = forest_keys(forest.threshold, count, &keys)
    starts = forest.treeStarts.dropLast().map { UInt32($0) }
    nodes = TreeWalk.nodes(forest, keys)
    probabilities = TreeWalk.probabilities(forest)
  }

  private static func nodes(_ forest: ForestNodes, _ keys: [Int32]) -> Nodes {
    var children = [UInt32](repeating: 0, count: keys.count)
    for (first, end) in zip(forest.treeStarts, forest.treeStarts.dropFirst()) {
      for node in first..<end where forest.feature[node] >= 0 {
        children[node] = UInt32(Int(forest.leftChild[node]) - (node - first))
      }
    }
    func key(_ node: Int) -> Int32 { forest.feature[node] < 0 ? Int32.max : keys[node] }
    func feature(_ node: Int) -> Int32 { max(0, forest.feature[node]) }
    let fits = forest.columns <= 65536 && (children.max() ?? 0) <= UInt32(UInt16.max)
    guard fits else {
      return .wide(
        keys.indices.map {
          forest_wide_node(key: key($0), feature: UInt32(feature($0)), child: children[$0])
        })
    }
    return .narrow(
      keys.indices.map {
        forest_node(key: key($0), feature: UInt16(feature($0)), child: UInt16(children[$0]))
      })
  }

  private static func probabilities(_ forest: ForestNodes) -> [Double] {
    let classes = forest.classCount
    var probabilities = forest.classWeights
    for node in 0..<forest.feature.count {
      var whole = 0.0
      for label in 0..<classes { whole += probabilities[node * classes + label] }
      for label in 0..<classes {
        probabilities[node * classes + label] =
          whole > 0 ? probabilities[node * classes + label] / whole : 1 / Double(classes)
      }
    }
    return probabilities
  }

  /// The leaf of each of `count` rows of keys in each tree, `[rows, trees]`, counted from the tree's first node;
  /// `starts` are the first nodes of the trees to walk.
  func leaves(
    keys: UnsafePointer<Int32>, columns: Int, rows count: Int, starts: [UInt32],
    into leaves: UnsafeMutablePointer<UInt32>
  ) {
    switch nodes {
    case .narrow(let nodes):
      forest_leaves(
        nodes, starts, UInt32(starts.count), keys, columns, UInt32(count), starts.count, leaves)
    case .wide(let nodes):
      forest_leaves_wide(
        nodes, starts, UInt32(starts.count), keys, columns, UInt32(count), starts.count, leaves)
    }
  }
}
