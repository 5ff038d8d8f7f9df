import Basis
import Synchronization

extension Forest {
  /// Called with the number of trees done, from any thread.
  public typealias Progress = @Sendable (Int) -> Void
  /// Asked before each tree, from any thread.
  public typealias Cancellation = @Sendable () -> Bool

  /// Trains a forest: `labels[row]` in `0..<classCount`, weights 0 or more.
  ///
  /// The same values, weights and parameters give the same forest on any number of threads. Throws `ForestError` for
  /// anything that does not fit together, values that are not finite, rows of one class only, parameters outside
  /// their range, and where `isCancelled` says so.
  public static func fit(
    _ table: FeatureTable, labels: [Int], classCount: Int, sampleWeights: [Double]? = nil,
    parameters: ForestParameters = ForestParameters(), progress: Progress? = nil,
    isCancelled: Cancellation? = nil
  ) throws -> Forest {
    try table.checkShape()
    // Cheap mistakes are reported before any work starts.
    _ = try GrowthLimits(parameters, rows: table.rows, columns: table.columns)
    let binned = try BinnedTable(table, maxBins: parameters.maxBins, jobs: parameters.jobs)
    return try fit(
      binned, labels: labels, classCount: classCount, sampleWeights: sampleWeights, parameters: parameters,
      progress: progress, isCancelled: isCancelled)
  }

  /// Trains a forest on a table that is binned already (`maxBins` has been used then).
  public static func fit(
    _ table: BinnedTable, labels: [Int], classCount: Int, sampleWeights: [Double]? = nil,
    parameters: ForestParameters = ForestParameters(), progress: Progress? = nil,
    isCancelled: Cancellation? = nil
  ) throws -> Forest {
    let training = try TrainingSet(
      table: table, labels: labels, classCount: classCount, sampleWeights: sampleWeights,
      parameters: parameters)
    let done = Atomic<Int>(0)
    let grown = Parallel.map(training.limits.nTrees, jobs: parameters.jobs) { index -> GrownTree? in
      if isCancelled?() == true { return nil }
      let tree = GrownTree(training, index: index, keepsSample: parameters.outOfBag)
      progress?(done.wrappingAdd(1, ordering: .relaxed).newValue)
      return tree
    }
    let trees = grown.compactMap { $0 }
    guard trees.count == grown.count else { throw ForestError.cancelled(trees: trees.count) }
    let outOfBag = parameters.outOfBag ? OutOfBag(training, trees, jobs: parameters.jobs) : nil
    let nodes = ForestNodes(trees: trees.map(\.tree), table: table, classCount: classCount)
    return try Forest(nodes: nodes, outOfBag: outOfBag)
  }
}

/// A tree of a forest, and the rows that it saw.
struct GrownTree: Sendable {
  let tree: Tree
  /// One bit a row, set where the tree saw it; empty where nobody will ask.
  let sample: [UInt64]

  /// A tree that has grown before, with the rows that it saw then.
  init(_ tree: Tree, _ training: TrainingSet, index: Int, keepsSample: Bool) {
    self.tree = tree
    sample = keepsSample ? GrownTree.bits(training.counts(tree: index)) : []
  }

  init(_ training: TrainingSet, index: Int, keepsSample: Bool) {
    let key = Bootstrap.key(seed: training.seed, tree: index)
    let counts = training.counts(tree: index)
    var grower = TreeGrower(training, TreeWeights(training, counts: counts), key: key)
    tree = grower.grown(training.limits)
    sample = keepsSample ? GrownTree.bits(counts) : []
  }

  private static func bits(_ counts: [UInt32]) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: (counts.count + 63) / 64)
    for row in counts.indices where counts[row] > 0 { words[row / 64] |= 1 << UInt64(row % 64) }
    return words
  }

  func hasSeen(_ row: Int) -> Bool { sample[row / 64] >> UInt64(row % 64) & 1 == 1 }
}

extension TreeGrower {
  /// The whole tree, as far as the limits allow.
  mutating func grown(_ limits: GrowthLimits) -> Tree {
    var whole: Tree
    if let leaves = limits.maxLeafNodes {
      BestFirst.grow(&self, leaves: leaves)
      whole = tree.ordered()
    } else {
      growAll()
      whole = tree
    }
    if limits.ccpAlpha > 0 {
      whole = Pruning.pruned(
        whole, alpha: limits.ccpAlpha, impurity: Impurity(usesEntropy: limits.usesEntropy))
    }
    return whole
  }
}
