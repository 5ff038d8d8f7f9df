import Basis
import CForest
import Synchronization

/// The rows that a plane's forests are grown on, checked and binned.
public struct PlaneTraining: Sendable {
  let training: TrainingSet
  let rules: PlaneRules
  let plane: ForestPlane

  /// Takes some rows of a table, of which `labels` and `sampleWeights` speak one by one.
  ///
  /// - Parameter parameters: what all points share; its own number of trees, depth, rows and fall of impurity have no
  ///   say.
  /// - Throws: `ForestError`, as training one of the forests alone would.
  public init(
    _ table: BinnedTable, labels: [Int], classCount: Int, sampleWeights: [Double]? = nil,
    parameters: ForestParameters, plane: ForestPlane
  ) throws {
    precondition(!plane.points.isEmpty, "a plane has at least one point")
    precondition(
      parameters.closesNodesOnly || Set(plane.points.map { $0.at(nTrees: 1) }).count == 1,
      "such forests differ in the number of trees only")
    rules = try PlaneRules(plane, parameters, rows: table.rows, columns: table.columns)
    training = try TrainingSet(
      table: table, labels: labels, classCount: classCount, sampleWeights: sampleWeights,
      parameters: rules.widest)
    self.plane = plane
  }
}

/// A forest that holds the forests of all points of a plane.
public struct PlaneForest: Sendable {
  /// The points.
  public let plane: ForestPlane
  /// Point → nodes of its forest.
  public let nodeCounts: [Int]
  let classCount: Int
  let columns: Int
  let rules: PlaneRules
  /// The nodes of all trees, tree by tree, as `PlaneTree` has them.
  let nodes: [forest_plane_node]
  let probabilities: [Double]
  let decreases: [Double]
  /// Tree → its first node.
  let starts: [UInt64]
  /// Levels of the deepest tree below its root.
  let depth: Int
  /// Trees that were grown: the most that any point has.
  public var treeCount: Int { starts.count }

  /// Grows a forest for each training, all trees side by side.
  ///
  /// - Parameters:
  ///   - progress: called with the number of trees done, of all trainings together, from any thread.
  ///   - isCancelled: asked before each tree, from any thread.
  /// - Throws: `ForestError.cancelled`.
  public static func grow(
    _ trainings: [PlaneTraining], jobs: Int = Parallel.cores, progress: Forest.Progress? = nil,
    isCancelled: Forest.Cancellation? = nil
  ) throws -> [PlaneForest] {
    var starts = [0]
    for training in trainings { starts.append((starts.last ?? 0) + training.training.limits.nTrees) }
    let all = starts
    let done = Atomic<Int>(0)
    let grown = Parallel.map(all.last ?? 0, jobs: jobs) { index -> PlaneTree? in
      if isCancelled?() == true { return nil }
      let place = (all.firstIndex { $0 > index } ?? 1) - 1
      let tree = trainings[place].tree(index - all[place])
      progress?(done.wrappingAdd(1, ordering: .relaxed).newValue)
      return tree
    }
    let trees = grown.compactMap { $0 }
    guard trees.count == grown.count else { throw ForestError.cancelled(trees: trees.count) }
    return trainings.indices.map {
      PlaneForest(trainings[$0], trees: Array(trees[starts[$0]..<starts[$0 + 1]]))
    }
  }

  private init(_ training: PlaneTraining, trees: [PlaneTree]) {
    plane = training.plane
    rules = training.rules
    classCount = training.training.classCount
    columns = training.training.table.columns
    nodes = trees.flatMap(\.nodes)
    probabilities = trees.flatMap(\.probabilities)
    decreases = trees.flatMap(\.decreases)
    depth = trees.reduce(0) { max($0, $1.depth) }
    var starts: [UInt64] = []
    var place = 0
    for tree in trees {
      starts.append(UInt64(place))
      place += tree.nodes.count
    }
    self.starts = starts
    var (sums, counts) = (
      [Int](repeating: 0, count: rules.cellCount), [Int](repeating: 0, count: plane.points.count)
    )
    var next = 0
    for (index, tree) in trees.enumerated() {
      for cell in sums.indices { sums[cell] += tree.nodeCounts[cell] }
      guard next < rules.counts.count, rules.counts[next].trees == index + 1 else { continue }
      for (point, cell) in rules.counts[next].points { counts[point] = sums[cell] }
      next += 1
    }
    nodeCounts = counts
  }
}

extension PlaneTraining {
  fileprivate func tree(_ index: Int) -> PlaneTree {
    let key = Bootstrap.key(seed: training.seed, tree: index)
    let weights = TreeWeights(training, counts: training.counts(tree: index))
    var grower = TreeGrower(training, weights, key: key, recordsDecreases: rules.needsDecreases)
    return PlaneTree(grower.grown(training.limits), table: training.table, rules: rules)
  }
}
