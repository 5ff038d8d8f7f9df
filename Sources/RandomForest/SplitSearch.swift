import Basis
import CForest

/// A node's best split.
struct Split {
  let column: Int
  /// Codes up to this one go left, none lower separates the same rows.
  let code: Int
  /// Whole weight by class that goes left; for two classes by the Gini index only.
  let left: (UInt32, UInt32)
}

/// Rows and weights of a node whose split is sought.
struct SearchedNode {
  let rows: UnsafeMutableRawPointer
  let count: Int
  let totals: UnsafePointer<UInt32>
  let key: RandomKey
}

/// Looks for the best split of one node after another: draws columns by the node's key, and hands them to the kernels.
struct SplitSearch {
  private let training: TrainingSet
  private let weights: TreeWeights
  private let usesPairs: Bool
  private let isWide: Bool
  private let columnCount: Int
  private let columnStorage: AlignedBytes
  /// All columns, in order between two searches; those drawn are swapped to the front.
  private let columns: UnsafeMutablePointer<Int32>
  /// Where each column drawn was swapped with.
  private let swapped: UnsafeMutablePointer<Int32>
  private var drawn = 0
  /// Whether the node at hand is looked at row by row.
  private var isSparse = false
  private let pointers: UnsafeMutablePointer<UnsafePointer<UInt8>>
  private let levels: UnsafeMutablePointer<UInt16>
  private let scratch: AlignedBytes
  private let classScratch: AlignedBytes
  private let factor: (Double, Double)
  private let minWeight: Double
  private let entropyTable: [Double]

  init(_ training: TrainingSet, _ weights: TreeWeights) {
    self.training = training
    self.weights = weights
    usesPairs = training.classCount == 2 && !training.limits.usesEntropy
    isWide = training.table.rows > 65536
    columnCount = training.table.columns
    columnStorage = AlignedBytes(count: columnCount * (4 + 4 + 8 + 2))
    pointers = columnStorage.start.bindMemory(to: UnsafePointer<UInt8>.self, capacity: columnCount)
    columns = (columnStorage.start + 8 * columnCount).bindMemory(to: Int32.self, capacity: columnCount)
    swapped = (columnStorage.start + 12 * columnCount).bindMemory(to: Int32.self, capacity: columnCount)
    levels = (columnStorage.start + 16 * columnCount).bindMemory(to: UInt16.self, capacity: columnCount)
    for column in 0..<columnCount { columns[column] = Int32(column) }
    scratch = AlignedBytes(count: Int(FOREST_SCRATCH_BYTES), zeroed: true)
    let cells = usesPairs ? 0 : Int(FOREST_BINS) * (training.classCount + 1) + training.classCount
    classScratch = AlignedBytes(count: 4 * cells, zeroed: true)
    let greatest = weights.scale.max() ?? 1
    let factors = weights.scale.map { $0 / greatest }
    factor = usesPairs ? (factors[0], factors[1]) : (1, 1)
    let whole =
      usesPairs
      ? factors[0] * Double(weights.totals[0]) + factors[1] * Double(weights.totals[1])
      : Double(weights.totals.reduce(0, +))
    minWeight = training.limits.minWeightFractionLeaf * whole
    entropyTable = training.limits.usesEntropy ? SplitSearch.entropyTable : []
  }

  private static let entropyTable = (0..<8192).map { forest_xlog2x(Double($0)) }

  /// The best split among the columns that the node's key draws, or `nil` where none is allowed.
  mutating func best(_ node: SearchedNode) -> Split? {
    var generator = node.key.generator()
    isSparse = training.table.isSparse(node.count)
    draw(training.limits.maxFeatures, &generator)
    defer { putBack() }
    var best = forest_no_split()
    search(node, from: 0, &best)
    while best.varying == 0, drawn < columnCount {
      // As long as all columns drawn are the same for all rows, one more is drawn.
      draw(1, &generator)
      if !isConstant(node, column: Int(columns[drawn - 1])) { search(node, from: drawn - 1, &best) }
    }
    guard best.candidate >= 0 else { return nil }
    let positive = best.left_positive
    // Columns that were passed over as constant have not been counted among the candidates.
    let place = Int(best.candidate) < training.limits.maxFeatures ? Int(best.candidate) : drawn - 1
    return Split(
      column: Int(columns[place]), code: Int(best.code), left: (best.left_total - positive, positive))
  }

  /// Draws `count` more columns to the front (Durstenfeld's shuffle, left off where enough are drawn).
  private mutating func draw(_ count: Int, _ generator: inout KeyedGenerator) {
    for place in drawn..<(drawn + count) {
      let other = place + generator.below(columnCount - place)
      let column = columns[other]
      columns[other] = columns[place]
      columns[place] = column
      swapped[place] = Int32(other)
      pointers[place] = training.table.codes(column: Int(column), sparse: isSparse).codes
      levels[place] = training.table.levels[Int(column)]
    }
    drawn += count
  }

  private mutating func putBack() {
    while drawn > 0 {
      drawn -= 1
      let other = Int(swapped[drawn])
      let column = columns[other]
      columns[other] = columns[drawn]
      columns[drawn] = column
    }
  }

  private func isConstant(_ node: SearchedNode, column: Int) -> Bool {
    let (codes, step) = training.table.codes(column: column, sparse: isSparse)
    func code(_ index: Int) -> UInt8 {
      isWide
        ? codes[step * Int(node.rows.assumingMemoryBound(to: UInt32.self)[index])]
        : codes[Int(node.rows.assumingMemoryBound(to: UInt16.self)[index])]
    }
    let first = code(0)
    for index in 1..<max(1, node.count) where code(index) != first { return false }
    return true
  }

  private func search(_ node: SearchedNode, from first: Int, _ best: inout forest_split) {
    let step = training.table.codes(column: 0, sparse: isSparse).step
    let rows = forest_rows(numbers: node.rows, count: UInt32(node.count), wide: isWide, step: UInt32(step))
    if usesPairs { searchPairs(node, rows, first, &best) } else { searchClasses(node, rows, first, &best) }
  }

  private func searchPairs(
    _ node: SearchedNode, _ rows: forest_rows, _ first: Int, _ best: inout forest_split
  ) {
    weights.narrow.withUnsafeBufferPointer { narrow in
      weights.wide.withUnsafeBufferPointer { wide in
        var pair = forest_two_class_node(
          rows: rows, narrow: narrow.isEmpty ? nil : narrow.baseAddress,
          wide: wide.baseAddress ?? UnsafePointer(scratch.start.assumingMemoryBound(to: UInt64.self)),
          total: node.totals[0] + node.totals[1], positive: node.totals[1], factor: factor,
          min_rows: UInt32(clamping: training.limits.minSamplesLeaf), min_weight: minWeight)
        forest_split_two_class(
          &pair, pointers + first, levels + first, UInt32(drawn - first), scratch.start, &best)
      }
    }
  }

  private func searchClasses(
    _ node: SearchedNode, _ rows: forest_rows, _ first: Int, _ best: inout forest_split
  ) {
    weights.weights.withUnsafeBufferPointer { whole in
      training.labels.withUnsafeBufferPointer { labels in
        entropyTable.withUnsafeBufferPointer { table in
          guard let wholeStart = whole.baseAddress, let labelStart = labels.baseAddress else { return }
          var total: UInt32 = 0
          for index in 0..<training.classCount { total += node.totals[index] }
          var general = forest_general_node(
            rows: rows, weights: wholeStart, labels: labelStart, totals: node.totals,
            class_count: UInt32(training.classCount), total: total,
            table: table.isEmpty ? nil : table.baseAddress,
            table_count: UInt32(table.count), min_rows: UInt32(clamping: training.limits.minSamplesLeaf),
            min_weight: minWeight, scratch: classScratch.start.assumingMemoryBound(to: UInt32.self))
          forest_split_general(&general, pointers + first, levels + first, UInt32(drawn - first), &best)
        }
      }
    }
  }
}
