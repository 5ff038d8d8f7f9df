import Basis

/// When a forest has enough trees: once the last ones have not bettered how rows out of their bags are judged.
///
/// Judged by Brier's score and not by accuracy, which moves in steps of a row, nor by log-loss, which one row that is
/// sure and wrong makes infinite: the mean over all rows of (p − y)² for two classes, summed over the classes for
/// more. A row that every tree has seen so far counts with equal probabilities, so that the first trees are judged by
/// the same rows as the last ones. Every row counts alike, as in `OutOfBag.score`.
///
/// Growing ends with the first tree that is `patience` trees behind the best score, where a score is the best only if
/// it is lower than the best before it by more than `tolerance`: small steps add up. The `patience` last trees are
/// kept; they do no harm.
public struct OutOfBagStopping: Sendable, Equatable {
  /// Trees that may go by without the score becoming better, at least 1 (scikit-learn's `n_iter_no_change`).
  public var patience: Int
  /// What a fall of the score must exceed to count, 0 or more (scikit-learn's `tol`).
  public var tolerance: Double

  /// Scikit-learn's tolerance unless told otherwise.
  public init(patience: Int, tolerance: Double = 1e-4) {
    self.patience = patience
    self.tolerance = tolerance
  }

  /// Throws `ForestError` for numbers out of range, and where no row is ever out of a bag.
  package func check(_ parameters: ForestParameters) throws(ForestError) {
    guard parameters.bootstrap else { throw .needsBootstrap("early stopping") }
    guard patience >= 1 else {
      throw .parameter(name: "n_iter_no_change", value: "\(patience)", allowed: "1 or more")
    }
    guard tolerance >= 0, tolerance.isFinite else {
      throw .parameter(name: "tol", value: "\(tolerance)", allowed: "a finite number of 0 or more")
    }
  }
}

/// Follows the scores of a growing forest, tree by tree, and says where it ends.
struct StoppingRule {
  let stopping: OutOfBagStopping
  private var trees = 0
  private var best = (trees: 0, score: Double.infinity)
  /// Trees after which there were enough, and the score that they have.
  private(set) var end: (trees: Int, score: Double)?

  init(_ stopping: OutOfBagStopping) { self.stopping = stopping }

  /// Takes the score that the forest has with one tree more; those behind the end are not looked at.
  mutating func add(_ score: Double) {
    guard end == nil else { return }
    trees += 1
    if score < best.score - stopping.tolerance {
      best = (trees, score)
    } else if trees - best.trees >= stopping.patience {
      end = (trees, score)
    }
  }
}

/// Brier's score out of bag after each tree, from sums that every tree is added to once.
struct OutOfBagCurve: Sendable {
  /// Some rows: what they have been told by the trees that have not seen them.
  private struct Block: Sendable {
    let rows: Range<Int>
    /// `[rows, classes]`.
    var sums: [Double]
    /// Row → trees that have not seen it.
    var trees: [Int32]
    /// Row → its part of the score.
    var losses: [Double]
  }

  private static let blockRows = 256
  private let training: TrainingSet
  private let jobs: Int
  private var blocks: [Block]

  init(_ training: TrainingSet, jobs: Int) {
    self.training = training
    self.jobs = jobs
    let (rows, classes) = (training.table.rows, training.classCount)
    let evenly = OutOfBagCurve.loss(
      [Double](repeating: 1, count: classes)[...], whole: Double(classes), label: 0)
    // The blocks are the same on any number of threads, and so is the order in which the score is summed.
    blocks = stride(from: 0, to: rows, by: OutOfBagCurve.blockRows).map { first in
      let range = first..<min(rows, first + OutOfBagCurve.blockRows)
      return Block(
        rows: range, sums: [Double](repeating: 0, count: range.count * classes),
        trees: [Int32](repeating: 0, count: range.count),
        losses: [Double](repeating: evenly, count: range.count))
    }
  }

  /// Adds trees in their order; returns the score after each of them.
  mutating func add(_ trees: ArraySlice<GrownTree>) -> [Double] {
    let (before, training) = (blocks, training)
    let added = Parallel.map(before.count, jobs: jobs) { index in
      var block = before[index]
      let parts = trees.map { OutOfBagCurve.add($0, to: &block, training) }
      return (block: block, parts: parts)
    }
    blocks = added.map(\.block)
    return trees.indices.map { tree in
      added.reduce(0) { $0 + $1.parts[tree - trees.startIndex] } / Double(training.table.rows)
    }
  }

  /// Adds a tree; returns the sum of the block's losses with it.
  private static func add(_ tree: GrownTree, to block: inout Block, _ training: TrainingSet) -> Double {
    let classes = training.classCount
    for (place, row) in block.rows.enumerated() where !tree.hasSeen(row) {
      let weights = tree.tree.classWeights(tree.tree.leaf(row: row, of: training.table))
      let whole = weights.reduce(0, +)
      guard whole > 0 else { continue }
      block.trees[place] += 1
      for (label, weight) in weights.enumerated() { block.sums[place * classes + label] += weight / whole }
      block.losses[place] = loss(
        block.sums[(place * classes)..<((place + 1) * classes)], whole: Double(block.trees[place]),
        label: Int(training.labels[row]))
    }
    return block.losses.reduce(0, +)
  }

  /// A row's part of Brier's score.
  private static func loss(_ sums: ArraySlice<Double>, whole: Double, label: Int) -> Double {
    let misses = sums.enumerated().map { ($0.offset == label ? 1.0 : 0.0) - $0.element / whole }
    if misses.count == 2 { return misses[1] * misses[1] }
    return misses.reduce(0) { $0 + $1 * $1 }
  }
}
