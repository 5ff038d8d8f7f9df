import Basis
import CForest

/// A table whose columns are divided into at most 255 levels, one byte a value.
///
/// A column with few enough distinct values keeps each as a level of its own; others are divided into levels of
/// about equally many rows, equal values never apart. Cuts lie halfway between the neighbouring values of two
/// levels, so that a float decides as its code does. Values that are not finite are errors: log-mel features never
/// are, and a level of their own would hide a damaged recording. -0 counts as 0.
///
/// Several forests (parameters, seeds) can share one.
public struct BinnedTable: Sendable {
  /// Rows.
  public let rows: Int
  /// Columns.
  public let columns: Int
  /// Bytes from one column's codes to the next one's.
  let stride: Int
  let storage: AlignedBytes
  /// The codes once more, row by row, of tables whose columns do not stay in the processor's caches; `nil` of others.
  let byRow: RowCodes?
  /// Column → levels, 1...255.
  package let levels: [UInt16]
  /// Column · 255 + k → the value between levels k and k + 1.
  package let cuts: [Float]

  static let cutsPerColumn = 255

  init(rows: Int, columns: Int, codes: BinnedCodes, levels: [UInt16], cuts: [Float], jobs: Int) {
    (self.rows, self.columns) = (rows, columns)
    (stride, storage) = (codes.stride, codes.storage)
    (self.levels, self.cuts) = (levels, cuts)
    byRow = rows > RowCodes.leastRows ? RowCodes(codes, rows: rows, columns: columns, jobs: jobs) : nil
  }

  /// Divides a table's columns into levels.
  ///
  /// Throws `ForestError` for an empty table, a wrong count of values, and values that are not finite.
  public init(_ table: FeatureTable, maxBins: Int = 255, jobs: Int = Parallel.cores) throws {
    self = try ColumnBinning(table, [nil], maxBins: maxBins).tables(jobs: jobs)[0]
  }

  /// Divides the columns of several selections of a table's rows, each as if its rows were alone: what lies outside a
  /// selection has no say in its levels. Columns are sorted once for all of them.
  ///
  /// - Parameter selections: rows, ascending; those of a table are numbered in this order.
  /// - Throws: `ForestError` for an empty table or selection, rows that are not there, a wrong count of values, and
  ///   values that are not finite, also where nobody selects them.
  public static func tables(
    _ table: FeatureTable, selecting selections: [[Int]], maxBins: Int = 255, jobs: Int = Parallel.cores
  ) throws -> [BinnedTable] {
    try ColumnBinning(table, selections, maxBins: maxBins).tables(jobs: jobs)
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

/// The place for a table's codes.
struct BinnedCodes: Sendable {
  let stride: Int
  let storage: AlignedBytes

  init(rows: Int, columns: Int) {
    let rounded = (rows + 63) / 64 * 64
    // Columns that lie a multiple of 4096 bytes apart would fall on the same cache lines.
    stride = rounded % 4096 == 0 ? rounded + 64 : rounded
    storage = AlignedBytes(count: stride * columns)
  }
}

/// A table's codes row by row: deep in a tree of a large table, a node's few rows lie far apart in every column, and
/// each code costs a line of the cache; here a line holds 64 codes of the row.
struct RowCodes: Sendable {
  /// Tables up to so many rows have 16-bit row numbers, and columns that stay in the caches.
  static let leastRows = 65_536
  /// Nodes of so many rows and more are looked at column by column.
  static let fewRows = 2048

  /// Bytes from one row's codes to the next one's.
  let step: Int
  private let storage: AlignedBytes

  init(_ codes: BinnedCodes, rows: Int, columns: Int, jobs: Int) {
    let step = (columns + 63) / 64 * 64
    let storage = AlignedBytes(count: step * rows)
    let block = 4096
    Parallel.forEach((rows + block - 1) / block, jobs: jobs) { part in
      forest_turn_codes(
        codes.storage.start.assumingMemoryBound(to: UInt8.self), codes.stride, UInt32(columns),
        UInt32(part * block), UInt32(min(rows, (part + 1) * block)), step,
        storage.start.assumingMemoryBound(to: UInt8.self))
    }
    (self.step, self.storage) = (step, storage)
  }

  /// The codes of a column; those of the next row lie `step` further.
  func codes(column: Int) -> UnsafePointer<UInt8> {
    UnsafePointer((storage.start + column).assumingMemoryBound(to: UInt8.self))
  }
}

extension BinnedTable {
  /// Whether a node of so many rows is looked at row by row.
  func isSparse(_ rows: Int) -> Bool { byRow != nil && rows < RowCodes.fewRows }

  /// A column's codes for a node of so many rows, and the bytes from one row's code to the next one's.
  func codes(column: Int, sparse: Bool) -> (codes: UnsafePointer<UInt8>, step: Int) {
    guard sparse, let byRow else { return (codes(column: column), 1) }
    return (byRow.codes(column: column), byRow.step)
  }
}
