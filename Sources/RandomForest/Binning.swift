import Basis

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
  /// Column → levels, 1...255.
  package let levels: [UInt16]
  /// Column · 255 + k → the value between levels k and k + 1.
  package let cuts: [Float]

  static let cutsPerColumn = 255

  init(rows: Int, columns: Int, codes: BinnedCodes, levels: [UInt16], cuts: [Float]) {
    (self.rows, self.columns) = (rows, columns)
    (stride, storage) = (codes.stride, codes.storage)
    (self.levels, self.cuts) = (levels, cuts)
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
