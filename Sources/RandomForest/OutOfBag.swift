import Basis

/// How the trees judge rows that they have not seen: an honest figure without a validation set, as far as the rows
/// are independent of each other (chunks of one recording are not).
public struct OutOfBag: Sendable, Equatable {
  /// The part of rows, among those that some tree has not seen, whose class is found.
  public let score: Double
  /// `[rows, classes]`: mean probabilities over the trees that have not seen the row; NaN where there is none.
  public let decisionFunction: [Double]
  /// Row → trees that have not seen it.
  public let trees: [Int32]

  /// Rows are walked in blocks; each row sums over the trees in their order.
  init(_ training: TrainingSet, _ grown: [GrownTree], jobs: Int) {
    let (rows, classes) = (training.table.rows, training.classCount)
    let block = 256
    let parts = Parallel.map((rows + block - 1) / block, jobs: jobs) { index in
      OutOfBag.judge(training, grown, rows: (index * block)..<min(rows, (index + 1) * block))
    }
    decisionFunction = parts.flatMap(\.means)
    trees = parts.flatMap(\.trees)
    var judged = 0
    var right = 0
    for row in 0..<rows where trees[row] > 0 {
      let means = decisionFunction[(row * classes)..<((row + 1) * classes)]
      judged += 1
      right += Forest.highest(means) == Int(training.labels[row]) ? 1 : 0
    }
    score = judged > 0 ? Double(right) / Double(judged) : .nan
  }

  private static func judge(
    _ training: TrainingSet, _ grown: [GrownTree], rows: Range<Int>
  ) -> (means: [Double], trees: [Int32]) {
    let classes = training.classCount
    var sums = [Double](repeating: 0, count: rows.count * classes)
    var trees = [Int32](repeating: 0, count: rows.count)
    for tree in grown {
      for (place, row) in rows.enumerated() where !tree.hasSeen(row) {
        let weights = tree.tree.classWeights(tree.tree.leaf(row: row, of: training.table))
        let whole = weights.reduce(0, +)
        guard whole > 0 else { continue }
        trees[place] += 1
        for (label, weight) in weights.enumerated() { sums[place * classes + label] += weight / whole }
      }
    }
    for place in 0..<rows.count {
      for label in 0..<classes { sums[place * classes + label] /= Double(trees[place]) }
    }
    return (sums, trees)
  }
}

extension Tree {
  /// The leaf that a row of a binned table comes to.
  func leaf(row: Int, of table: BinnedTable) -> Int {
    var node = 0
    while feature[node] >= 0 {
      let goesLeft = table.codes(column: Int(feature[node]))[row] <= code[node]
      node = Int(left[node]) + (goesLeft ? 0 : 1)
    }
    return node
  }
}
