import Basis
import Synchronization

/// What decides, besides the parameters, where a forest begins and ends.
package struct GrowthRules: Sendable {
  /// A forest that was grown from the same table, labels, weights, parameters and seed: its trees are taken over.
  package var beginning: Forest?
  /// When there are enough trees.
  package var stopping: OutOfBagStopping?
  /// Whether `(trees, nodes)` are so many that no later tree will be wanted.
  package var isFull: (@Sendable (Int, Int) -> Bool)?

  /// A forest that begins with nothing and ends with `nTrees`.
  package init() {}
}

/// Trees as they have grown, and the forests that can be made of them.
///
/// What a tree is depends on seed and number alone: so the first trees are the forest that would have been grown with
/// fewer, and a forest that is gone on with is the one that would have been grown at once.
package struct ForestGrowth: Sendable {
  private let training: TrainingSet
  private let parameters: ForestParameters
  private var trees: [GrownTree] = []
  /// Trees after which `GrowthRules.stopping` had enough, and Brier's score out of bag that they have.
  package private(set) var end: (trees: Int, score: Double)?

  /// Trees that have grown: at most `nTrees`, and more than are wanted where they came in one block.
  package var treeCount: Int { trees.count }

  /// Grows trees until there are `nTrees`, or the rules have enough.
  ///
  /// Throws `ForestError` as `Forest.fit` does, and where `beginning` did not grow from this table.
  package init(
    _ table: FeatureTable, labels: [Int], classCount: Int, sampleWeights: [Double]? = nil,
    parameters: ForestParameters, rules: GrowthRules, progress: Forest.Progress? = nil
  ) throws {
    try table.checkShape()
    try rules.stopping?.check(parameters)
    // Cheap mistakes are reported before any work starts.
    _ = try GrowthLimits(parameters, rows: table.rows, columns: table.columns)
    let binned = try BinnedTable(table, maxBins: parameters.maxBins, jobs: parameters.jobs)
    training = try TrainingSet(
      table: binned, labels: labels, classCount: classCount, sampleWeights: sampleWeights,
      parameters: parameters)
    self.parameters = parameters
    try grow(rules, progress)
  }

  /// The forest of the first trees; all of them where there are fewer.
  /// - Parameter judgesOutOfBag: whether rows are judged out of bag, where the parameters want it.
  package func forest(trees count: Int, judgesOutOfBag: Bool = true) throws -> Forest {
    let kept = Array(trees.prefix(max(1, count)))
    let isJudged = parameters.outOfBag && judgesOutOfBag
    let outOfBag = isJudged ? OutOfBag(training, kept, jobs: parameters.jobs) : nil
    let nodes = ForestNodes(
      trees: kept.map(\.tree), table: training.table, classCount: training.classCount)
    return try Forest(nodes: nodes, outOfBag: outOfBag)
  }

  /// Trees come in blocks, which nothing that is kept depends on.
  private mutating func grow(_ rules: GrowthRules, _ progress: Forest.Progress?) throws(ForestError) {
    let keepsSamples = parameters.outOfBag || rules.stopping != nil
    var rule = rules.stopping.map { StoppingRule($0) }
    var curve = rules.stopping.map { _ in OutOfBagCurve(training, jobs: parameters.jobs) }
    var nodes = 0
    if let beginning = rules.beginning {
      trees = try beginning.trees(
        of: training, keepsSamples: keepsSamples, most: training.limits.nTrees, jobs: parameters.jobs)
    }
    var judged = 0
    while true {
      for score in curve?.add(trees[judged...]) ?? [] { rule?.add(score) }
      nodes += trees[judged...].reduce(0) { $0 + $1.tree.count }
      judged = trees.count
      end = rule?.end
      let isFull = judged > 0 && rules.isFull?(judged, nodes) ?? false
      if end != nil || isFull || judged >= training.limits.nTrees { return }
      let isOpen = rules.stopping != nil || rules.isFull != nil
      let rest = training.limits.nTrees - judged
      trees += grown(judged..<(judged + (isOpen ? min(rest, blockTrees) : rest)), keepsSamples, progress)
    }
  }

  private var blockTrees: Int { max(16, 4 * min(max(1, parameters.jobs), 1024)) }

  private func grown(_ range: Range<Int>, _ keepsSamples: Bool, _ progress: Forest.Progress?) -> [GrownTree] {
    let done = Atomic<Int>(range.lowerBound)
    return Parallel.map(range.count, jobs: parameters.jobs) { index in
      let tree = GrownTree(training, index: range.lowerBound + index, keepsSample: keepsSamples)
      progress?(done.wrappingAdd(1, ordering: .relaxed).newValue)
      return tree
    }
  }
}
