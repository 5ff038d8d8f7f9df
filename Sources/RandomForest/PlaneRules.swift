/// The rules of a plane as numbers for one table, each value once; a cell is one rule of each kind.
struct PlaneRules: Sendable {
  /// Levels below the root, rising.
  let depths: [UInt32]
  /// Rows that a node needs to be split, falling.
  let splits: [UInt32]
  /// Falls of impurity that a split needs, rising.
  let decreases: [Double]
  /// `[cells, 3]`: which depth, which number of rows, which decrease.
  let cells: [UInt32]
  /// Numbers of trees, rising, and the points that have so many, each with its cell.
  let counts: [(trees: Int, points: [(point: Int, cell: Int)])]
  /// The parameters of the forest that holds all others.
  let widest: ForestParameters

  var cellCount: Int { cells.count / 3 }
  /// Whether trees have to say how much their splits lowered the impurity.
  var needsDecreases: Bool { decreases.count > 1 }

  /// Throws `ForestError` for a parameter outside its range, at any of the points.
  init(_ plane: ForestPlane, _ parameters: ForestParameters, rows: Int, columns: Int) throws(ForestError) {
    var limits: [GrowthLimits] = []
    for point in plane.points {
      limits.append(try GrowthLimits(parameters.at(point), rows: rows, columns: columns))
    }
    func split(_ limits: GrowthLimits) -> UInt32 { UInt32(clamping: limits.minSamplesSplit) }
    func depth(_ limits: GrowthLimits) -> UInt32 { UInt32(clamping: limits.maxDepth) }
    let depths = Set(limits.map(depth)).sorted()
    let splits = Set(limits.map(split)).sorted(by: >)
    let decreases = Set(limits.map(\.minImpurityDecrease)).sorted()
    let places = limits.map { limits in
      [
        depths.firstIndex(of: depth(limits)), splits.firstIndex(of: split(limits)),
        decreases.firstIndex(of: limits.minImpurityDecrease),
      ].map { $0 ?? 0 }
    }
    (self.depths, self.splits, self.decreases) = (depths, splits, decreases)
    (cells, counts) = PlaneRules.cells(places, trees: limits.map(\.nTrees))
    widest = parameters.at(
      ForestPlane.Point(
        nTrees: limits.map(\.nTrees).max() ?? 1,
        maxDepth: limits.map(\.maxDepth).max().flatMap { $0 == Int.max ? nil : $0 },
        minSamplesSplit: .count(limits.map(\.minSamplesSplit).min() ?? 2),
        minImpurityDecrease: decreases.first ?? 0))
  }

  /// Equal triples of rules share a cell.
  private static func cells(
    _ places: [[Int]], trees: [Int]
  ) -> (cells: [UInt32], counts: [(trees: Int, points: [(point: Int, cell: Int)])]) {
    var cells: [UInt32] = []
    var known: [[Int]: Int] = [:]
    var counts: [Int: [(point: Int, cell: Int)]] = [:]
    for (point, triple) in places.enumerated() {
      let cell = known[triple] ?? cells.count / 3
      if known.updateValue(cell, forKey: triple) == nil { cells += triple.map { UInt32($0) } }
      counts[trees[point], default: []].append((point, cell))
    }
    return (cells, counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}
