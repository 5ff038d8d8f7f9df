import Basis
import CForest

/// What the forests of all points of a plane say about some rows.
public struct PlaneProbabilities: Sendable {
  /// Rows that were judged.
  public let rows: Int
  /// Classes.
  public let classCount: Int
  /// `[points, rows, kept]`: of two classes the second one's, of more all.
  let values: [Double]

  /// Class probabilities of one point, `[rows, classes]`.
  public func point(_ point: Int) -> [Double] {
    let kept = classCount == 2 ? 1 : classCount
    let own = values[(point * rows * kept)..<((point + 1) * rows * kept)]
    return classCount == 2 ? own.flatMap { [1 - $0, $0] } : Array(own)
  }
}

/// Rows that a forest of a plane is to judge.
public struct PlaneReading: Sendable {
  let forest: PlaneForest
  let rows: [Int]

  /// Rows of a table, by their numbers.
  public init(_ forest: PlaneForest, rows: [Int]) {
    self.forest = forest
    self.rows = rows
  }

  /// Bytes that the probabilities of a plane take.
  public static func bytes(points: Int, rows: Int, classCount: Int) -> Int {
    8 * points * rows * (classCount == 2 ? 1 : classCount)
  }

  private static let blockRows = 16

  /// Reads the probabilities of every point off each forest, one walk a row and tree; exactly those of the forests
  /// alone.
  ///
  /// - Throws: `ForestError` for another number of columns, for rows that are not there, and for values that are not
  ///   finite.
  public static func read(
    _ readings: [PlaneReading], from table: FeatureTable, jobs: Int = Parallel.cores
  ) throws -> [PlaneProbabilities] {
    try table.checkShape()
    for reading in readings { try reading.check(table) }
    let blocks = readings.indices.flatMap { place in
      stride(from: 0, to: readings[place].rows.count, by: blockRows).map { (place, $0) }
    }
    let targets = readings.map { PlaneTarget($0) }
    let errors = Parallel.map(blocks.count, jobs: jobs) { index -> ForestError? in
      let (place, first) = blocks[index]
      let reading = readings[place]
      return reading.read(
        first..<min(first + blockRows, reading.rows.count), from: table, into: targets[place])
    }
    if let error = errors.lazy.compactMap({ $0 }).first { throw error }
    return zip(readings, targets).map { reading, target in
      PlaneProbabilities(
        rows: reading.rows.count, classCount: reading.forest.classCount, values: Array(target.values))
    }
  }

  private func check(_ table: FeatureTable) throws(ForestError) {
    guard table.columns == forest.columns else {
      throw .columns(expected: forest.columns, found: table.columns)
    }
    guard rows.allSatisfy({ (0..<table.rows).contains($0) }) else {
      throw .countMismatch(of: "rows", expected: table.rows, found: (rows.max() ?? 0) + 1)
    }
  }

  /// Reads some of the rows; returns what is wrong with one of them.
  private func read(_ range: Range<Int>, from table: FeatureTable, into target: PlaneTarget) -> ForestError? {
    var keys = [UInt32](repeating: 0, count: table.columns)
    for place in range {
      let row = rows[place]
      let isFinite = table.values.withUnsafeBufferPointer { values in
        values.baseAddress.map { forest_keys($0 + row * table.columns, table.columns, &keys) } ?? false
      }
      guard isFinite else { return table.firstStrange(in: row..<(row + 1)) }
      keys.withUnsafeBufferPointer { keys in
        guard let start = keys.baseAddress else { return }
        forest.add(start, row: place, to: target)
      }
    }
    return nil
  }
}

/// The place for a plane's probabilities; threads write to rows of their own.
private final class PlaneTarget: @unchecked Sendable {
  let values: UnsafeMutableBufferPointer<Double>
  let rows: Int
  let kept: Int

  init(_ reading: PlaneReading) {
    rows = reading.rows.count
    kept = reading.forest.classCount == 2 ? 1 : reading.forest.classCount
    values = .allocate(capacity: reading.forest.plane.points.count * rows * kept)
    values.initialize(repeating: 0)
  }

  deinit { values.deallocate() }
}

extension PlaneForest {
  /// Walks a row down all trees; a point's mean is taken once its trees have been walked.
  fileprivate func add(_ keys: UnsafePointer<UInt32>, row: Int, to target: PlaneTarget) {
    let kept = target.kept
    let room = rules.depths.count + rules.splits.count + rules.decreases.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: rules.cellCount * kept) { sums in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room + Int(FOREST_PLANE_PATHS) * (depth + 1)) {
        numbers in
        guard let sum = sums.baseAddress, let stops = numbers.baseAddress else { return }
        sums.initialize(repeating: 0)
        numbers.initialize(repeating: 0)
        withTrees(kept) { trees in
          withRules { rules in
            var first = 0
            for count in self.rules.counts {
              forest_plane_add(
                trees, UInt32(first), UInt32(count.trees), keys, rules, stops + room, UInt32(depth + 1),
                stops,
                sum)
              first = count.trees
              for (point, cell) in count.points {
                for label in 0..<kept {
                  target.values[(point * target.rows + row) * kept + label] =
                    sums[cell * kept + label] / Double(count.trees)
                }
              }
            }
          }
        }
      }
    }
  }

  private func withTrees(_ kept: Int, _ body: (UnsafePointer<forest_plane_trees>) -> Void) {
    nodes.withUnsafeBufferPointer { nodes in
      probabilities.withUnsafeBufferPointer { probabilities in
        decreases.withUnsafeBufferPointer { decreases in
          starts.withUnsafeBufferPointer { starts in
            guard let node = nodes.baseAddress, let probability = probabilities.baseAddress,
              let start = starts.baseAddress
            else { return }
            var trees = forest_plane_trees(
              nodes: node, probabilities: probability, kept: UInt32(kept),
              decreases: decreases.isEmpty ? nil : decreases.baseAddress, starts: start)
            body(&trees)
          }
        }
      }
    }
  }

  private func withRules(_ body: (UnsafePointer<forest_plane_rules>) -> Void) {
    rules.depths.withUnsafeBufferPointer { depths in
      rules.splits.withUnsafeBufferPointer { splits in
        rules.decreases.withUnsafeBufferPointer { decreases in
          rules.cells.withUnsafeBufferPointer { cells in
            guard let depth = depths.baseAddress, let split = splits.baseAddress,
              let decrease = decreases.baseAddress, let cell = cells.baseAddress
            else { return }
            var own = forest_plane_rules(
              depths: depth, depth_count: UInt32(depths.count), splits: split,
              split_count: UInt32(splits.count), decreases: decrease, decrease_count: UInt32(decreases.count),
              cells: cell, cell_count: UInt32(rules.cellCount))
            body(&own)
          }
        }
      }
    }
  }
}
