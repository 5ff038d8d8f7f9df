/// A forest as a microcontroller keeps it: splits alone, each in ten bytes where its numbers fit into 16 bits, and
/// every distribution of classes that some leaf has once.
///
/// A split's sides name what comes next: below the number of its tree's splits another of them, from there on a
/// distribution. Splits of a tree stand level by level, as in the forest. A tree that is a leaf alone becomes a split
/// with the same distribution on both sides.
struct ForestSourceTables: Sendable {
  let classCount: Int
  let columns: Int
  /// Tree → its first split; behind them the number of all splits.
  private(set) var treeStarts: [Int] = [0]
  /// Split → the column that it asks.
  private(set) var feature: [Int] = []
  /// Split → the highest value that goes left.
  private(set) var threshold: [Float] = []
  /// Split → what comes next.
  private(set) var left: [Int] = []
  private(set) var right: [Int] = []
  /// `[distributions, classes]`; of two classes only the second's probability, `[distributions]`.
  private(set) var distributions: [Double] = []
  private var known: [[Double]: Int] = [:]

  var treeCount: Int { treeStarts.count - 1 }
  var splitCount: Int { feature.count }
  /// Numbers of a distribution.
  var width: Int { classCount == 2 ? 1 : classCount }
  var distributionCount: Int { distributions.count / width }

  /// The tables of the first trees, all of them unless told otherwise.
  init(_ forest: Forest, trees: Int? = nil) {
    classCount = forest.classCount
    columns = forest.columns
    for tree in 0..<min(trees ?? forest.treeCount, forest.treeCount) { append(forest, tree: tree) }
  }

  private mutating func append(_ forest: Forest, tree: Int) {
    let nodes = forest.treeStarts[tree]..<forest.treeStarts[tree + 1]
    let splits = nodes.filter { forest.feature[$0] >= 0 }
    guard !splits.isEmpty else {
      let leaf = distribution(forest, node: nodes.lowerBound)
      feature.append(0)
      threshold.append(0)
      left.append(1 + leaf)
      right.append(1 + leaf)
      treeStarts.append(feature.count)
      return
    }
    // Node of the tree → its place among the splits.
    var places = [Int](repeating: -1, count: nodes.count)
    for (place, node) in splits.enumerated() { places[node - nodes.lowerBound] = place }
    for node in splits {
      let child = Int(forest.leftChild[node])
      let sides = [child, child + 1].map { child in
        places[child] >= 0
          ? places[child] : splits.count + distribution(forest, node: nodes.lowerBound + child)
      }
      feature.append(Int(forest.feature[node]))
      threshold.append(forest.threshold[node])
      left.append(sides[0])
      right.append(sides[1])
    }
    treeStarts.append(feature.count)
  }

  /// The number of a leaf's distribution, the very doubles that `Forest.probabilities` adds up.
  private mutating func distribution(_ forest: Forest, node: Int) -> Int {
    let weights = forest.classWeights[(node * classCount)..<((node + 1) * classCount)]
    var whole = 0.0
    for weight in weights { whole += weight }
    let parts = weights.map { whole > 0 ? $0 / whole : 1 / Double(classCount) }
    let own = classCount == 2 ? [parts[1]] : parts
    if let number = known[own] { return number }
    let number = known.count
    known[own] = number
    distributions += own
    return number
  }
}

/// How wide the numbers of a table are.
extension ForestSourceTables {
  struct Table: Sendable, Equatable {
    let name: String
    let type: String
    let count: Int
    let bytes: Int
  }

  /// The tables by name, with their types in C and the bytes that they take.
  var tables: [Table] {
    let next = max(left.max() ?? 0, right.max() ?? 0)
    return [
      integers("tree_start", treeStarts.count, most: splitCount),
      integers("feature", splitCount, most: columns - 1),
      Table(name: "threshold", type: "float", count: splitCount, bytes: 4 * splitCount),
      integers("left", splitCount, most: next),
      integers("right", splitCount, most: next),
      Table(name: "leaf", type: "double", count: distributions.count, bytes: 8 * distributions.count),
    ]
  }

  private func integers(_ name: String, _ count: Int, most: Int) -> Table {
    let bits = most <= 0xFF ? 8 : most <= 0xFFFF ? 16 : 32
    return Table(name: name, type: "uint\(bits)_t", count: count, bytes: bits / 8 * count)
  }

  /// Bytes of all tables.
  var bytes: Int { tables.reduce(0) { $0 + $1.bytes } }

  /// A number of bytes that the tables of so many trees and nodes never stay below.
  static func leastBytes(trees: Int, nodes: Int) -> Int { 7 * ((nodes - trees) / 2) + trees + 1 }
}
