import Basis
import CForest

/// A table whose columns are divided into at most 255 levels, one byte a value.
///
/// A column with few enough distinct values keeps each as a level of its own; others are divided into levels of
/// about equally many rows, equal values never apart. Cuts lie halfway between the neighbouring values of two
/// levels, so that a float decides as its code does. Values that are not finite are errors: log-mel features never
/// are, and a level of their own would hide a damaged recording. -0 counts as 0.
///
/// Several forests (folds, parameters, seeds) can share one.
public struct BinnedTable: Sendable {
  /// Rows.
  public let rows: Int
  /// Columns.
  public let columns: Int
  /// Bytes from one column's codes to the next one's.
  let stride: Int
  let storage: AlignedBytes
  /// Column → levels, 1...255.
  package let levels: [UInt16]
  /// Column · 255 + k → the value between levels k and k + 1.
  package let cuts: [Float]

  static let cutsPerColumn = 255

  /// Divides a table's columns into levels.
  ///
  /// - Parameter selection: the rows to take, in this order; the others have no say in the levels. `nil` for all.
  ///
  /// Throws `ForestError` for an empty table, a wrong count of values, and values that are not finite.
  public init(
    _ table: FeatureTable, selecting selection: [Int]? = nil, maxBins: Int = 255, jobs: Int = Parallel.cores
  ) throws {
    try table.checkShape()
    guard (2...255).contains(maxBins) else {
      throw ForestError.parameter(name: "max_bins", value: "\(maxBins)", allowed: "2 to 255")
    }
    let numbers = try selection.map { try BinnedTable.numbers($0, of: table) }
    rows = selection?.count ?? table.rows
    columns = table.columns
    let rounded = (rows + 63) / 64 * 64
    // Columns that lie a multiple of 4096 bytes apart would fall on the same cache lines.
    stride = rounded % 4096 == 0 ? rounded + 64 : rounded
    storage = AlignedBytes(count: stride * columns)
    let filler = BinFiller(
      table: table, selection: numbers, rows: rows, stride: stride, maxBins: maxBins, codes: storage)
    // Several pieces a thread, so that a late one does not hold up the others.
    let pieces = min(filler.blocks, 4 * min(max(1, jobs), 1024))
    let parts = Parallel.map(pieces, jobs: jobs) { piece in
      filler.fill((filler.blocks * piece / pieces)..<(filler.blocks * (piece + 1) / pieces))
    }
    levels = parts.flatMap(\.levels)
    cuts = parts.flatMap(\.cuts)
    if levels.contains(0), let error = BinnedTable.firstStrange(table, selection) { throw error }
  }

  private static func numbers(_ selection: [Int], of table: FeatureTable) throws(ForestError) -> [UInt32] {
    guard !selection.isEmpty else { throw .emptyTable(rows: 0, columns: table.columns) }
    guard let least = selection.min(), let greatest = selection.max(), least >= 0, greatest < table.rows
    else { throw .countMismatch(of: "rows", expected: table.rows, found: (selection.max() ?? 0) + 1) }
    return selection.map { UInt32($0) }
  }

  private static func firstStrange(_ table: FeatureTable, _ selection: [Int]?) -> ForestError? {
    guard let selection else { return table.firstStrange(in: 0..<table.rows) }
    return selection.lazy.compactMap { table.firstStrange(in: $0..<($0 + 1)) }.first
  }

  /// The codes of a column.
  package func codes(column: Int) -> UnsafePointer<UInt8> {
    UnsafePointer((storage.start + column * stride).assumingMemoryBound(to: UInt8.self))
  }

  /// The value that separates codes up to `code` from those above it.
  package func threshold(column: Int, code: Int) -> Float {
    cuts[column * BinnedTable.cutsPerColumn + code]
  }
}

/// Bins sixteen columns at a time: a cache line of the table's rows holds that many.
private struct BinFiller: Sendable {
  static let width = Int(FOREST_BIN_WIDTH)

  let table: FeatureTable
  /// The rows to take; `nil` for all.
  let selection: [UInt32]?
  let rows: Int
  let stride: Int
  let maxBins: Int
  let codes: AlignedBytes

  var blocks: Int { (table.columns + BinFiller.width - 1) / BinFiller.width }

  /// Bins the columns of some blocks.
  func fill(_ blocks: Range<Int>) -> (levels: [UInt16], cuts: [Float]) {
    let first = blocks.lowerBound * BinFiller.width
    let count = min(blocks.upperBound * BinFiller.width, table.columns) - first
    let scratch = AlignedBytes(count: forest_bin_scratch(UInt32(rows)))
    let turned = AlignedBytes(count: 4 * rows * BinFiller.width)
    var levels = [UInt16](repeating: 0, count: count)
    var cuts = [Float](repeating: 0, count: count * BinnedTable.cutsPerColumn)
    cuts.withUnsafeMutableBufferPointer { cuts in
      guard let cutStart = cuts.baseAddress else { return }
      for block in blocks {
        let column = block * BinFiller.width
        let width = min(BinFiller.width, table.columns - column)
        turn(column, width, into: turned)
        for place in 0..<width {
          levels[column - first + place] = bin(
            column + place, turned, place, scratch,
            cutStart + (column - first + place) * BinnedTable.cutsPerColumn)
        }
      }
    }
    return (levels, cuts)
  }

  private func turn(_ column: Int, _ width: Int, into turned: AlignedBytes) {
    table.values.withUnsafeBufferPointer { values in
      guard let start = values.baseAddress else { return }
      let target = turned.start.assumingMemoryBound(to: Float.self)
      if let selection {
        forest_turn_rows(
          start + column, selection, UInt32(rows), table.columns, UInt32(width), target)
      } else {
        forest_turn(start + column, UInt32(rows), table.columns, UInt32(width), target)
      }
    }
  }

  private func bin(
    _ column: Int, _ turned: AlignedBytes, _ place: Int, _ scratch: AlignedBytes,
    _ cuts: UnsafeMutablePointer<Float>
  ) -> UInt16 {
    let values = turned.start.assumingMemoryBound(to: Float.self) + place * rows
    let target = (codes.start + column * stride).assumingMemoryBound(to: UInt8.self)
    return UInt16(
      forest_bin(values, UInt32(rows), UInt32(maxBins), scratch.start, target, cuts))
  }
}
