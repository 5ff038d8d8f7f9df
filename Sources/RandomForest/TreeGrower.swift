import Basis
import CForest

/// A node's split that has been found and not yet made.
struct PlannedSplit {
  let node: Int
  let split: Split
  /// Fall of impurity, times the node's part of the weight.
  let decrease: Double
}

/// Grows one tree. What a node does depends on its rows and its path from the root alone, so the order in which nodes
/// are split, and the rules that stop it, do not change the splits that are made.
struct TreeGrower {
  private let training: TrainingSet
  private let weights: TreeWeights
  private var search: SplitSearch
  private let isWide: Bool
  private let numbers: AlignedBytes
  private let spare: AlignedBytes
  private let whole: Double
  private let impurity: Impurity
  private let recordsDecreases: Bool
  /// Node → first of its rows, depth, key; whole weights `[nodes, classes]`.
  private var starts: [Int] = []
  private var depths: [Int] = []
  private var keys: [RandomKey] = []
  private var totals: [UInt32] = []
  private(set) var tree: Tree

  /// - Parameter recordsDecreases: whether the tree says how much each of its splits lowered the impurity.
  init(_ training: TrainingSet, _ weights: TreeWeights, key: RandomKey, recordsDecreases: Bool = false) {
    self.training = training
    self.recordsDecreases = recordsDecreases
    self.weights = weights
    search = SplitSearch(training, weights)
    isWide = training.table.rows > 65536
    numbers = AlignedBytes(count: weights.rows * (isWide ? 4 : 2))
    spare = AlignedBytes(count: weights.rows * (isWide ? 4 : 2))
    tree = Tree(classCount: training.classCount)
    impurity = Impurity(usesEntropy: training.limits.usesEntropy)
    whole = zip(weights.totals, weights.scale).reduce(0) { $0 + Double($1.0) * $1.1 }
    fillNumbers()
    append(rows: weights.rows, start: 0, depth: 0, key: key.adding("node"), totals: weights.totals)
  }

  private func fillNumbers() {
    var place = 0
    for row in weights.weights.indices where weights.weights[row] > 0 {
      if isWide {
        numbers.start.storeBytes(of: UInt32(row), toByteOffset: 4 * place, as: UInt32.self)
      } else {
        numbers.start.storeBytes(of: UInt16(row), toByteOffset: 2 * place, as: UInt16.self)
      }
      place += 1
    }
  }

  private mutating func append(rows: Int, start: Int, depth: Int, key: RandomKey, totals more: [UInt32]) {
    starts.append(start)
    depths.append(depth)
    keys.append(key)
    totals.append(contentsOf: more)
    tree.append(rows: rows, weights: zip(more, weights.scale).lazy.map { Double($0) * $1 })
    if recordsDecreases { tree.decreases.append(0) }
  }

  /// Splits nodes until none may be: level by level, or, of large tables, one branch after the other, so that a
  /// branch's rows stay in the processor's caches. The nodes are those of the same tree, numbered in another order.
  mutating func growAll() {
    guard training.table.byRow != nil else {
      var node = 0
      while node < tree.count {
        if let planned = plan(node) { make(planned) }
        node += 1
      }
      return
    }
    var open = [0]
    while let node = open.popLast() {
      guard let planned = plan(node) else { continue }
      make(planned)
      open += [tree.count - 1, tree.count - 2]
    }
    tree = tree.ordered()
  }

  /// The split that a node would make, or `nil` where it stays a leaf.
  mutating func plan(_ node: Int) -> PlannedSplit? {
    let count = Int(tree.rows[node])
    let own = totals[(node * training.classCount)..<((node + 1) * training.classCount)]
    guard depths[node] < training.limits.maxDepth, count >= training.limits.minSamplesSplit else {
      return nil
    }
    guard own.lazy.filter({ $0 > 0 }).count > 1 else { return nil }
    let rows = rowPointer(node)
    let split = totals.withUnsafeBufferPointer { totals -> Split? in
      guard let start = totals.baseAddress else { return nil }
      return search.best(
        SearchedNode(
          rows: rows, count: count, totals: start + node * training.classCount, key: keys[node]))
    }
    guard let split else { return nil }
    let decrease = needsDecrease ? self.decrease(node, split) : 0
    guard GrowthLimits.isEnough(decrease, wanted: training.limits.minImpurityDecrease) else { return nil }
    return PlannedSplit(node: node, split: split, decrease: decrease)
  }

  private var needsDecrease: Bool {
    recordsDecreases || training.limits.minImpurityDecrease > 0 || training.limits.maxLeafNodes != nil
  }

  private func decrease(_ node: Int, _ split: Split) -> Double {
    let left = leftTotals(node, split)
    let own = totals[(node * training.classCount)..<((node + 1) * training.classCount)]
    let right = zip(own, left).map { $0 - $1 }
    func scaled(_ totals: [UInt32]) -> [Double] { zip(totals, weights.scale).map { Double($0) * $1 } }
    return impurity.decrease(scaled(Array(own)), left: scaled(left), right: scaled(right), whole: whole)
  }

  /// Divides a node's rows and appends its children.
  mutating func make(_ planned: PlannedSplit) {
    let (node, split) = (planned.node, planned.split)
    let left = leftTotals(node, split)
    let right = left.indices.map { totals[node * training.classCount + $0] - left[$0] }
    let count = Int(tree.rows[node])
    var next: UInt32 = 0
    let (codes, step) = training.table.codes(column: split.column, sparse: training.table.isSparse(count))
    var rows = forest_rows(numbers: rowPointer(node), count: UInt32(count), wide: isWide, step: UInt32(step))
    let leftRows = Int(forest_partition(&rows, codes, UInt32(split.code), spare.start, &next))
    tree.feature[node] = Int32(split.column)
    // Halfway between the codes of this node's rows; no row of the node lies between.
    tree.code[node] = UInt8(clamping: (split.code + Int(next) - 1) / 2)
    tree.left[node] = Int32(tree.count)
    if recordsDecreases { tree.decreases[node] = planned.decrease }
    let (start, depth, key) = (starts[node], depths[node] + 1, keys[node])
    append(rows: leftRows, start: start, depth: depth, key: key.adding(0), totals: left)
    append(rows: count - leftRows, start: start + leftRows, depth: depth, key: key.adding(1), totals: right)
  }

  /// Class → whole weight that a split sends to the left.
  private func leftTotals(_ node: Int, _ split: Split) -> [UInt32] {
    if training.classCount == 2, !training.limits.usesEntropy { return [split.left.0, split.left.1] }
    var left = [UInt32](repeating: 0, count: training.classCount)
    let isSparse = training.table.isSparse(Int(tree.rows[node]))
    let (codes, step) = training.table.codes(column: split.column, sparse: isSparse)
    let rows = rowPointer(node)
    for index in 0..<Int(tree.rows[node]) {
      let row =
        isWide
        ? Int(rows.assumingMemoryBound(to: UInt32.self)[index])
        : Int(rows.assumingMemoryBound(to: UInt16.self)[index])
      if Int(codes[row * step]) <= split.code { left[Int(training.labels[row])] += weights.weights[row] }
    }
    return left
  }

  private func rowPointer(_ node: Int) -> UnsafeMutableRawPointer {
    numbers.start + starts[node] * (isWide ? 4 : 2)
  }
}
