import Basis
import RandomForest

/// A tree grown the plain way: sorts the rows of a node for every column, keeps no counts between nodes, and knows
/// nothing of histograms, lanes or row numbers of 16 bits. It draws by the same keys and scores by the same formulas.
struct NaiveTree {
  struct Node: Equatable {
    var feature = -1
    var threshold: Float = 0
    var left = 0
    var rows: Int
    var weights: [Double]
  }

  struct Cut {
    var column: Int
    var code: Int
    var next: Int
    var score: Score
  }

  let table: BinnedTable
  let labels: [Int]
  let classCount: Int
  let weights: [UInt32]
  let scale: [Double]
  let parameters: ForestParameters
  let isPairwise: Bool
  /// Single precision may only be used where no row weighs more than its tag holds.
  let mayBeNarrow: Bool
  var nodes: [Node] = []

  init(
    _ drawn: DrawnTable, _ table: BinnedTable, _ parameters: ForestParameters, tree: Int
  ) throws {
    self.table = table
    self.parameters = parameters
    labels = drawn.labels
    classCount = drawn.classCount
    let set = try TrainingSet(
      table: table, labels: drawn.labels, classCount: drawn.classCount, sampleWeights: drawn.weights,
      parameters: parameters)
    let key = RandomKey(seed: parameters.seed).adding("forest").adding(tree)
    let whole = TreeWeights(set, counts: set.counts(tree: tree))
    weights = whole.weights
    scale = whole.scale
    isPairwise = classCount == 2 && parameters.criterion == .gini
    mayBeNarrow = (weights.max() ?? 0) <= 127
    let all = weights.indices.filter { weights[$0] > 0 }
    var queue = [(rows: all, depth: 0, key: key.adding("node"))]
    nodes = [node(all)]
    let rootWeight = nodes[0].weights.reduce(0, +)
    var next = 0
    while next < queue.count {
      let (rows, depth, key) = queue[next]
      if let cut = split(rows, depth: depth, key: key, root: all, rootWeight: rootWeight) {
        let code = (cut.code + cut.next - 1) / 2
        nodes[next].feature = cut.column
        nodes[next].threshold = table.threshold(column: cut.column, code: code)
        nodes[next].left = nodes.count
        let left = rows.filter { self.code($0, cut.column) <= cut.code }
        let right = rows.filter { self.code($0, cut.column) > cut.code }
        for (turn, side) in [left, right].enumerated() {
          queue.append((side, depth + 1, key.adding(turn)))
          nodes.append(node(side))
        }
      }
      next += 1
    }
  }

  private func code(_ row: Int, _ column: Int) -> Int { Int(table.codes(column: column)[row]) }

  private func totals(_ rows: [Int]) -> [Int] {
    var totals = [Int](repeating: 0, count: classCount)
    for row in rows { totals[labels[row]] += Int(weights[row]) }
    return totals
  }

  private func node(_ rows: [Int]) -> Node {
    Node(rows: rows.count, weights: zip(totals(rows), scale).map { Double($0) * $1 })
  }

  private func rows(_ count: ForestParameters.SampleCount, least: Int) -> Int {
    switch count {
    case .count(let number): number
    case .fraction(let part): max(least, Int((part * Double(table.rows)).rounded(.up)))
    }
  }

  private var featureCount: Int {
    switch parameters.maxFeatures {
    case .squareRoot: max(1, Int(Double(table.columns).squareRoot()))
    case .log2: max(1, table.columns.bitWidth - 1 - table.columns.leadingZeroBitCount)
    case .count(let number): number
    case .fraction(let part): max(1, Int(part * Double(table.columns)))
    case .all: table.columns
    }
  }

  private func split(_ rows: [Int], depth: Int, key: RandomKey, root: [Int], rootWeight: Double) -> Cut? {
    let totals = totals(rows)
    if depth >= parameters.maxDepth ?? .max { return nil }
    if totals.filter({ $0 > 0 }).count < 2 { return nil }
    if rows.count < self.rows(parameters.minSamplesSplit, least: 2) { return nil }
    if rows.count < 2 * self.rows(parameters.minSamplesLeaf, least: 1) { return nil }
    var random = key.generator()
    var columns = Array(0..<table.columns)
    var best: Cut?
    var varying = 0
    for place in columns.indices {
      if place >= featureCount, varying > 0 { break }
      columns.swapAt(place, place + random.below(columns.count - place))
      if Set(rows.map { code($0, columns[place]) }).count > 1 { varying += 1 }
      if let cut = bestCut(rows, columns[place], totals, root),
        best.map({ cut.score.beats($0.score) }) ?? true
      {
        best = cut
      }
    }
    guard let best else { return nil }
    let left = rows.filter { code($0, best.column) <= best.code }
    let right = rows.filter { code($0, best.column) > best.code }
    let fall = (cost(rows) - cost(left) - cost(right)) / rootWeight
    return fall + Double.ulpOfOne >= parameters.minImpurityDecrease ? best : nil
  }

  /// Impurity times weight.
  private func cost(_ rows: [Int]) -> Double {
    let weights = node(rows).weights
    return Impurity(usesEntropy: parameters.criterion != .gini)(weights) * weights.reduce(0, +)
  }

  private func bestCut(_ rows: [Int], _ column: Int, _ totals: [Int], _ root: [Int]) -> Cut? {
    let codes = Set(rows.map { code($0, column) }).sorted()
    var best: Cut?
    for (low, high) in zip(codes, codes.dropFirst()) {
      let left = rows.filter { code($0, column) <= low }
      let leastRows = self.rows(parameters.minSamplesLeaf, least: 1)
      if left.count < leastRows || rows.count - left.count < leastRows { continue }
      let score = Score(self, left: self.totals(left), totals: totals)
      if !score.isAllowed(self, root: self.totals(root)) { continue }
      if best.map({ score.beats($0.score) }) ?? true {
        best = Cut(column: column, code: low, next: high, score: score)
      }
    }
    return best
  }
}

/// What a cut is worth, in the precision that the node's weight calls for.
enum Score {
  case single(score: Float, divisor: Float, left: Float, right: Float)
  case double(score: Double, divisor: Double, left: Double, right: Double)

  init(_ tree: NaiveTree, left: [Int], totals: [Int]) {
    let right = zip(totals, left).map { $0 - $1 }
    let (n, whole) = (left.reduce(0, +), totals.reduce(0, +))
    if !tree.isPairwise {
      let (l, r) = (Double(n), Double(whole - n))
      if tree.parameters.criterion == .gini {
        let leftSquares = Double(left.reduce(0) { $0 + $1 * $1 })
        let rightSquares = Double(right.reduce(0) { $0 + $1 * $1 })
        self = .double(score: leftSquares * r + rightSquares * l, divisor: l * r, left: l, right: r)
      } else {
        func sum(_ counts: [Int]) -> Double { counts.reduce(0) { $0 + forestXLog2X(Double($1)) } }
        let score = (sum(left) - forestXLog2X(l)) + (sum(right) - forestXLog2X(r))
        self = .double(score: score, divisor: 1, left: l, right: r)
      }
      return
    }
    let difference = left[1] * whole - n * totals[1]
    let greatest = tree.scale.max() ?? 1
    let (f0, f1) = (tree.scale[0] / greatest, tree.scale[1] / greatest)
    if tree.mayBeNarrow, whole <= 32767 {
      let (f0, f1) = (Float(f0), Float(f1))
      let l = Float(left[0]) * f0 + Float(left[1]) * f1
      let r = Float(right[0]) * f0 + Float(right[1]) * f1
      let d = Float(difference)
      self = .single(score: d * d, divisor: l * r, left: l, right: r)
    } else {
      let l = Double(left[0]) * f0 + Double(left[1]) * f1
      let r = Double(right[0]) * f0 + Double(right[1]) * f1
      let d = Double(difference)
      self = .double(score: d * d, divisor: l * r, left: l, right: r)
    }
  }

  func beats(_ other: Score) -> Bool {
    switch (self, other) {
    case (.single(let a, let b, _, _), .single(let c, let d, _, _)): a * d > c * b
    case (.double(let a, let b, _, _), .double(let c, let d, _, _)): a * d > c * b
    default: false
    }
  }

  func isAllowed(_ tree: NaiveTree, root: [Int]) -> Bool {
    let part = tree.parameters.minWeightFractionLeaf
    guard part > 0 else { return true }
    let greatest = tree.scale.max() ?? 1
    var whole = Double(root.reduce(0, +))
    if tree.isPairwise {
      whole = tree.scale[0] / greatest * Double(root[0]) + tree.scale[1] / greatest * Double(root[1])
    }
    switch self {
    case .single(_, _, let left, let right):
      return left >= Float(part * whole) && right >= Float(part * whole)
    case .double(_, _, let left, let right): return left >= part * whole && right >= part * whole
    }
  }
}
