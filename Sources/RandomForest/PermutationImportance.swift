import Basis
import CForest

/// How much worse a score becomes when one column's values change rows (Breiman: Random forests, 2001).
public struct PermutationImportance: Sendable, Equatable {
  /// The score of the table as it is.
  public let score: Double
  /// Column → mean fall of the score.
  public let means: [Double]
  /// Column → standard deviation of the fall over the repeats.
  public let deviations: [Double]

  init(score: Double, falls: [[Double]]) {
    self.score = score
    means = falls.map { $0.reduce(0, +) / Double(max(1, $0.count)) }
    deviations = zip(falls, means).map { falls, mean in
      (falls.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, falls.count))).squareRoot()
    }
  }
}

extension Forest {
  /// Shuffles one column after the other and judges the forest anew.
  ///
  /// Only the trees that ask a column walk again. Every thread holds the table once more, four bytes a value.
  /// - Parameters:
  ///   - repeats: shuffles, 1...1000; all columns are shuffled alike, as in scikit-learn.
  ///   - score: judges probabilities `[rows, classes]`, more is better; accuracy unless given.
  /// - Throws: `ForestError` as `probabilities` does, and for another number of labels.
  public func permutationImportance(
    _ table: FeatureTable, labels: [Int], repeats: Int = 5, seed: UInt64 = 0, jobs: Int = Parallel.cores,
    score: (@Sendable ([Double]) -> Double)? = nil
  ) throws -> PermutationImportance {
    guard (1...1000).contains(repeats) else {
      throw ForestError.parameter(name: "n_repeats", value: "\(repeats)", allowed: "1 to 1000")
    }
    let plain = try probabilities(table, jobs: jobs)
    guard labels.count == table.rows else {
      throw ForestError.countMismatch(of: "labels", expected: table.rows, found: labels.count)
    }
    let judge = score ?? { [classCount] in Forest.accuracy($0, labels: labels, classCount: classCount) }
    let base = judge(plain)
    let leaves = try walkedLeaves(table, jobs: jobs)
    let orders = (0..<repeats).map { Forest.order(table.rows, RandomKey(seed: seed).adding($0)) }
    let users = treesByColumn()
    let workers = min(columns, max(1, min(jobs, 1024)))
    let parts = Parallel.map(workers, jobs: jobs) { worker in
      var walk = PermutedWalk(self, table, leaves)
      return stride(from: worker, to: columns, by: workers).map { column in
        orders.map { users[column].isEmpty ? 0 : base - judge(walk.probabilities(column, $0, users[column])) }
      }
    }
    return PermutationImportance(
      score: base, falls: (0..<columns).map { parts[$0 % workers][$0 / workers] })
  }

  private static func accuracy(_ probabilities: [Double], labels: [Int], classCount: Int) -> Double {
    let right = labels.indices.filter {
      highest(probabilities[($0 * classCount)..<(($0 + 1) * classCount)]) == labels[$0]
    }
    return Double(right.count) / Double(labels.count)
  }

  private static func order(_ rows: Int, _ key: RandomKey) -> [Int] {
    var order = Array(0..<rows)
    var generator = key.adding("permutation").generator()
    generator.shuffle(&order)
    return order
  }

  /// Column → the trees that ask it.
  private func treesByColumn() -> [[Int]] {
    var users = [[Int]](repeating: [], count: columns)
    for tree in 0..<treeCount {
      for node in treeStarts[tree]..<treeStarts[tree + 1] where feature[node] >= 0 {
        let column = Int(feature[node])
        if users[column].last != tree { users[column].append(tree) }
      }
    }
    return users
  }
}

/// A table's keys, of which one column at a time is shuffled.
private struct PermutedWalk {
  let forest: Forest
  let rows: Int
  /// `[rows, trees]`: each row's leaf in each tree, the table as it is.
  let leaves: [UInt32]
  var keys: [UInt32]

  init(_ forest: Forest, _ table: FeatureTable, _ leaves: [UInt32]) {
    self.forest = forest
    self.leaves = leaves
    rows = table.rows
    keys = [UInt32](repeating: 0, count: table.values.count)
    _ = forest_keys(table.values, table.values.count, &keys)
  }

  /// Probabilities `[rows, classes]` where `column` is shuffled into `order`, which only `trees` notice.
  mutating func probabilities(_ column: Int, _ order: [Int], _ trees: [Int]) -> [Double] {
    let columns = forest.columns
    let own = (0..<rows).map { keys[$0 * columns + column] }
    for row in 0..<rows { keys[row * columns + column] = own[order[row]] }
    defer { for row in 0..<rows { keys[row * columns + column] = own[row] } }
    let starts = trees.map { forest.walk.starts[$0] }
    var moved = [UInt32](repeating: 0, count: rows * trees.count)
    forest.walk.leaves(keys, columns: columns, rows: rows, starts: starts, into: &moved)
    return average { row, nodes in
      for (place, tree) in trees.enumerated() { nodes[tree] = moved[row * trees.count + place] }
    }
  }

  /// The mean probabilities of all rows, once `change` has replaced some of a row's leaves.
  private func average(_ change: (Int, inout [UInt32]) -> Void) -> [Double] {
    let (trees, classes) = (forest.treeCount, forest.classCount)
    var means = [Double](repeating: 0, count: rows * classes)
    var nodes = [UInt32](repeating: 0, count: trees)
    forest.walk.probabilities.withUnsafeBufferPointer { probabilities in
      means.withUnsafeMutableBufferPointer { means in
        for row in 0..<rows {
          for tree in 0..<trees { nodes[tree] = leaves[row * trees + tree] }
          change(row, &nodes)
          let target = UnsafeMutableBufferPointer(rebasing: means[(row * classes)...].prefix(classes))
          forest.walk.average(nodes, rows: 1, trees: trees, probabilities, into: target)
        }
      }
    }
    return means
  }
}
