import Basis
import CForest

extension Forest {
  /// Class probabilities, `[rows, classes]`: the mean over the trees of the class parts in the row's leaf.
  ///
  /// Throws `ForestError` for another number of columns and for values that are not finite.
  public func probabilities(_ table: FeatureTable, jobs: Int = Parallel.cores) throws -> [Double] {
    try check(table)
    let parts = try Parallel.tryMap(pieces(table, jobs), jobs: jobs) { piece in
      let rows = self.rows(ofPiece: piece, of: pieces(table, jobs), in: table)
      return try probabilities(table, rows: rows)
    }
    return parts.count == 1 ? parts[0] : parts.flatMap { $0 }
  }

  /// The likeliest class of each row; the lowest of equals.
  public func predict(_ table: FeatureTable, jobs: Int = Parallel.cores) throws -> [Int] {
    let all = try probabilities(table, jobs: jobs)
    return (0..<table.rows).map { Forest.highest(all[($0 * classCount)..<(($0 + 1) * classCount)]) }
  }

  /// The leaf of each row in each tree, `[rows, trees]`, as the number of its node in the whole forest.
  public func leaves(_ table: FeatureTable, jobs: Int = Parallel.cores) throws -> [Int32] {
    try walkedLeaves(table, jobs: jobs).map { walk.origins[Int($0)] }
  }

  /// The same as the walk numbers them.
  func walkedLeaves(_ table: FeatureTable, jobs: Int) throws -> [UInt32] {
    try check(table)
    let parts = try Parallel.tryMap(pieces(table, jobs), jobs: jobs) { piece in
      let rows = self.rows(ofPiece: piece, of: pieces(table, jobs), in: table)
      var found: [UInt32] = []
      found.reserveCapacity(rows.count * treeCount)
      try forEachBlock(table, rows: rows) { _, count, leaves in
        found.append(contentsOf: UnsafeBufferPointer(start: leaves, count: count * treeCount))
      }
      return found
    }
    return parts.flatMap { $0 }
  }

  /// The place of the highest number, the first of equals; 0 where none is a number.
  static func highest(_ numbers: some Collection<Double>) -> Int {
    var best = (place: 0, value: -Double.infinity)
    for (place, value) in numbers.enumerated() where value > best.value { best = (place, value) }
    return best.place
  }

  private func check(_ table: FeatureTable) throws(ForestError) {
    try table.checkShape()
    guard table.columns == columns else { throw .columns(expected: columns, found: table.columns) }
  }

  // Rows that walk down some of the trees before others are walked: their numbers and those trees share a cache.
  private static let blockRows = 32

  /// Several pieces a thread, so that a late one does not hold up the others; a few rows are not worth a thread.
  private func pieces(_ table: FeatureTable, _ jobs: Int) -> Int {
    max(1, min(table.rows / 64, 8 * min(max(1, jobs), 1024)))
  }

  private func rows(ofPiece piece: Int, of pieces: Int, in table: FeatureTable) -> Range<Int> {
    let (size, more) = table.rows.quotientAndRemainder(dividingBy: pieces)
    let start = piece * size + min(piece, more)
    return start..<(start + size + (piece < more ? 1 : 0))
  }

  /// Rows some at a time, `body(first row, rows, leaves [rows, trees])`.
  private func forEachBlock(
    _ table: FeatureTable, rows: Range<Int>, _ body: (Int, Int, UnsafePointer<UInt32>) throws -> Void
  ) throws {
    let leaves = AlignedBytes(count: 4 * Forest.blockRows * treeCount)
    let keys = AlignedBytes(count: 4 * Forest.blockRows * columns)
    let leafStart = leaves.start.bindMemory(to: UInt32.self, capacity: Forest.blockRows * treeCount)
    let keyStart = keys.start.bindMemory(to: UInt32.self, capacity: Forest.blockRows * columns)
    try table.values.withUnsafeBufferPointer { values in
      guard let start = values.baseAddress else { return }
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Forest.blockRows) {
        let count = min(Forest.blockRows, rows.upperBound - first)
        if !forest_keys(start + first * columns, count * columns, keyStart),
          let error = table.firstStrange(in: first..<(first + count))
        {
          throw error
        }
        walk.leaves(keyStart, columns: columns, rows: count, starts: walk.starts, into: leafStart)
        try body(first, count, leafStart)
      }
    }
  }

  private func probabilities(_ table: FeatureTable, rows: Range<Int>) throws -> [Double] {
    var means = [Double](repeating: 0, count: rows.count * classCount)
    try means.withUnsafeMutableBufferPointer { means in
      try walk.probabilities.withUnsafeBufferPointer { probabilities in
        try forEachBlock(table, rows: rows) { first, count, leaves in
          let target = UnsafeMutableBufferPointer(
            rebasing: means[((first - rows.lowerBound) * classCount)...].prefix(count * classCount))
          walk.average(leaves, rows: count, trees: treeCount, probabilities, into: target)
        }
      }
    }
    return means
  }
}
