import Files

/// A forest as plain tensors. For one row `x` in Python:
///
///     from safetensors.numpy import load_file
///     f = load_file("model.safetensors")
///     p = 0
///     for n in f["tree_start"][:-1]:
///         while f["feature"][n] >= 0:
///             goes_left = x[f["feature"][n]] <= f["threshold"][n]
///             n = f["left_child"][n] if goes_left else f["right_child"][n]
///         p = p + f["class_weight"][n] / f["class_weight"][n].sum()
///     p = p / (len(f["tree_start"]) - 1)
///
/// `tree_start` int64 `[trees + 1]`, first node of each tree, then the number of nodes; `columns` int64 `[1]`; by node
/// `feature` int32 (−1 at a leaf), `threshold` float32, `left_child` and `right_child` int32 (−1 at a leaf), `rows`
/// int32 (distinct rows of the tree's sample), and `class_weight` float64 `[nodes, classes]`. The nodes of a tree
/// stand level by level, the two children of a node side by side.
extension Forest {
  /// The forest as tensors; `metadata` is written into the header as it is.
  ///
  /// Throws `FileError` where two entries of the metadata have the same name.
  public func safetensors(metadata: [(String, String)] = []) throws -> Safetensors {
    let nodes = [nodeCount]
    let left = globalChildren()
    return try Safetensors(
      tensors: [
        .init(name: "tree_start", shape: [treeCount + 1], values: treeStarts.map { Int64($0) }),
        .init(name: "columns", shape: [1], values: [Int64(columns)]),
        .init(name: "class_weight", shape: [nodeCount, classCount], values: classWeights),
        .init(name: "feature", shape: nodes, values: feature),
        .init(name: "threshold", shape: nodes, values: threshold),
        .init(name: "left_child", shape: nodes, values: left),
        .init(name: "right_child", shape: nodes, values: left.map { $0 < 0 ? -1 : $0 + 1 }),
        .init(name: "rows", shape: nodes, values: rows),
      ], metadata: metadata)
  }

  /// Node → left child, counted through the whole forest, −1 at a leaf.
  private func globalChildren() -> [Int32] {
    var children = [Int32](repeating: -1, count: nodeCount)
    for (first, end) in zip(treeStarts, treeStarts.dropFirst()) {
      for node in first..<end where feature[node] >= 0 { children[node] = Int32(first) + leftChild[node] }
    }
    return children
  }

  /// Reads a forest. Nothing in the file is believed: every index, shape and number is checked, so that a damaged or
  /// hostile file throws `ForestError.file`, and never traps or loops.
  public init(reading file: Safetensors) throws {
    let nodes = try ForestReader(file).nodes()
    try self.init(nodes: nodes, outOfBag: nil)
  }
}

/// Reads and checks the tensors of a forest.
private struct ForestReader {
  let file: Safetensors

  init(_ file: Safetensors) { self.file = file }

  func nodes() throws -> ForestNodes {
    let (classWeights, classCount, count) = try classWeights()
    let columns = try values("columns", Int64.self, shape: [1])[0]
    guard (1...Int64(Int32.max)).contains(columns) else { throw error("\(columns) columns", "columns") }
    var nodes = ForestNodes(classCount: classCount, columns: Int(columns))
    nodes.classWeights = classWeights
    nodes.treeStarts = try treeStarts(nodes: count)
    nodes.feature = try values("feature", Int32.self, shape: [count])
    nodes.threshold = try values("threshold", Float.self, shape: [count])
    nodes.rows = try values("rows", Int32.self, shape: [count])
    guard nodes.rows.allSatisfy({ $0 >= 0 }) else { throw error("a negative number of rows", "rows") }
    guard nodes.threshold.allSatisfy({ $0.isFinite }) else {
      throw error("a threshold that is not finite", "threshold")
    }
    nodes.leftChild = try children(nodes)
    return nodes
  }

  private func error(_ problem: String, _ tensor: String) -> ForestError {
    .file(problem: problem, tensor: "tensor \(tensor)")
  }

  private func values<Value: TensorElement>(
    _ name: String, _ type: Value.Type, shape: [Int]
  ) throws -> [Value] {
    guard let tensor = file.tensor(name) else { throw error("a part of the forest is missing", name) }
    guard tensor.dtype == Value.dtype, tensor.shape == shape else {
      throw error(
        "\(tensor.dtype.rawValue) \(tensor.shape) where \(Value.dtype.rawValue) \(shape) belongs", name)
    }
    return try tensor.values(as: Value.self)
  }

  private func classWeights() throws -> ([Double], classes: Int, nodes: Int) {
    let name = "class_weight"
    guard let shape = file.tensor(name)?.shape else { throw error("a part of the forest is missing", name) }
    guard shape.count == 2, (1...Int(Int32.max)).contains(shape[0]), (2...10_000).contains(shape[1]) else {
      throw error("a shape of \(shape) where nodes and at least 2 classes belong", name)
    }
    let weights = try values(name, Double.self, shape: shape)
    guard weights.allSatisfy({ $0 >= 0 && $0 <= 0x1p900 }) else {
      throw error("a weight that is negative or not finite", name)
    }
    return (weights, shape[1], shape[0])
  }

  private func treeStarts(nodes: Int) throws -> [Int] {
    let name = "tree_start"
    guard let count = file.tensor(name)?.count, count >= 2 else { throw error("no trees", name) }
    let starts = try values(name, Int64.self, shape: [count])
    guard starts.first == 0, starts.last == Int64(nodes), zip(starts, starts.dropFirst()).allSatisfy(<) else {
      throw error("trees that do not divide the \(nodes) nodes among them", name)
    }
    return starts.map { Int($0) }
  }

  /// Level by level, the children of the k-th node that is split are nodes 2k + 1 and 2k + 2 of its tree: so where
  /// every child stands is known, and no path can leave its tree or lead back.
  private func children(_ nodes: ForestNodes) throws -> [Int32] {
    let count = nodes.feature.count
    let left = try values("left_child", Int32.self, shape: [count])
    let right = try values("right_child", Int32.self, shape: [count])
    var children = [Int32](repeating: 0, count: count)
    for (first, end) in zip(nodes.treeStarts, nodes.treeStarts.dropFirst()) {
      var reached = 1
      for node in first..<end {
        let feature = nodes.feature[node]
        guard feature >= -1, feature < nodes.columns else {
          throw error("node \(node) asks column \(feature) of \(nodes.columns)", "feature")
        }
        guard node - first < reached else { throw error("no path leads to node \(node)", "left_child") }
        let expected = feature < 0 ? -1 : first + reached
        guard left[node] == expected, right[node] == (feature < 0 ? -1 : expected + 1) else {
          throw error("the children of node \(node) are not where they belong", "left_child, right_child")
        }
        guard feature >= 0 else { continue }
        children[node] = Int32(reached)
        reached += 2
      }
      guard reached == end - first else { throw error("a child lies outside its tree", "left_child") }
    }
    return children
  }
}
