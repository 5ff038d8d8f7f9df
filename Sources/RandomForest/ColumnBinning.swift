import Basis
import CForest

/// Bins selections of a table's rows, sixteen columns at a time: a cache line of the table's rows holds that many.
struct ColumnBinning: Sendable {
  private static let width = Int(FOREST_BIN_WIDTH)

  /// Rows that make up a table.
  private struct Selection: Sendable {
    let rows: Int
    /// Row of the whole table → row of this one; `nil` where it has all rows.
    let places: [UInt32]?
    let codes: BinnedCodes
  }

  private let table: FeatureTable
  private let maxBins: Int
  private let selections: [Selection]
  private let blocks: Int

  init(_ table: FeatureTable, _ selections: [[Int]?], maxBins: Int) throws {
    try table.checkShape()
    guard (2...255).contains(maxBins) else {
      throw ForestError.parameter(name: "max_bins", value: "\(maxBins)", allowed: "2 to 255")
    }
    self.table = table
    self.maxBins = maxBins
    self.selections = try selections.map { rows in
      Selection(
        rows: rows?.count ?? table.rows, places: try rows.map { try ColumnBinning.places($0, table) },
        codes: BinnedCodes(rows: rows?.count ?? table.rows, columns: table.columns))
    }
    blocks = (table.columns + ColumnBinning.width - 1) / ColumnBinning.width
  }

  private static func places(_ selection: [Int], _ table: FeatureTable) throws(ForestError) -> [UInt32] {
    guard !selection.isEmpty else { throw .emptyTable(rows: 0, columns: table.columns) }
    var places = [UInt32](repeating: FOREST_NOT_SELECTED, count: table.rows)
    for (place, row) in selection.enumerated() {
      guard (0..<table.rows).contains(row), places[row] == FOREST_NOT_SELECTED else {
        throw .countMismatch(of: "rows", expected: table.rows, found: row + 1)
      }
      places[row] = UInt32(place)
    }
    return places
  }

  /// Selection → levels and cuts of some columns.
  private typealias Part = [(levels: [UInt16], cuts: [Float])]

  func tables(jobs: Int) throws -> [BinnedTable] {
    // Several pieces a thread, so that a late one does not hold up the others.
    let pieces = min(blocks, 4 * min(max(1, jobs), 1024))
    let parts = Parallel.map(pieces, jobs: jobs) { piece in
      bin((blocks * piece / pieces)..<(blocks * (piece + 1) / pieces))
    }
    guard !parts.contains(where: { $0 == nil }) else {
      throw table.firstStrange(in: 0..<table.rows) ?? ForestError.emptyTable(rows: 0, columns: table.columns)
    }
    return selections.indices.map { place in
      BinnedTable(
        rows: selections[place].rows, columns: table.columns, codes: selections[place].codes,
        levels: parts.flatMap { $0?[place].levels ?? [] }, cuts: parts.flatMap { $0?[place].cuts ?? [] },
        jobs: jobs)
    }
  }

  /// Bins the columns of some blocks; `nil` where a value is not finite.
  private func bin(_ blocks: Range<Int>) -> Part? {
    let width = ColumnBinning.width
    let columns = blocks.lowerBound * width..<min(blocks.upperBound * width, table.columns)
    let turned = AlignedBytes(count: 4 * table.rows * width)
    let values = turned.start.assumingMemoryBound(to: Float.self)
    let room = AlignedBytes(count: 8 * (3 * table.rows + 1))
    let pairs = room.start.assumingMemoryBound(to: UInt64.self)
    var part = selections.map { _ in
      (
        levels: [UInt16](repeating: 0, count: columns.count),
        cuts: [Float](repeating: 0, count: columns.count * BinnedTable.cutsPerColumn)
      )
    }
    for block in blocks {
      let first = block * width
      let count = min(width, table.columns - first)
      turn(first, count, into: values)
      for place in 0..<count {
        var sorted = forest_sorted_column(pairs: pairs, count: 0, least: 0)
        guard forest_sort_column(values + place * table.rows, UInt32(table.rows), pairs, &sorted) else {
          return nil
        }
        let column = first + place
        for (index, selection) in selections.enumerated() {
          part[index].levels[column - columns.lowerBound] = bin(
            column, sorted, selection, pairs + 2 * table.rows, &part[index].cuts,
            from: (column - columns.lowerBound) * BinnedTable.cutsPerColumn)
        }
      }
    }
    return part
  }

  private func turn(_ column: Int, _ width: Int, into turned: UnsafeMutablePointer<Float>) {
    table.values.withUnsafeBufferPointer { values in
      guard let start = values.baseAddress else { return }
      forest_turn(start + column, UInt32(table.rows), table.columns, UInt32(width), turned)
    }
  }

  /// Returns the number of levels.
  private func bin(
    _ column: Int, _ sorted: forest_sorted_column, _ selection: Selection,
    _ room: UnsafeMutablePointer<UInt64>,
    _ cuts: inout [Float], from first: Int
  ) -> UInt16 {
    var sorted = sorted
    let codes = (selection.codes.storage.start + column * selection.codes.stride)
      .assumingMemoryBound(to: UInt8.self)
    return cuts.withUnsafeMutableBufferPointer { cuts in
      guard let cut = cuts.baseAddress else { return 0 }
      guard let places = selection.places else {
        return UInt16(forest_bin(&sorted, nil, UInt32(maxBins), room, codes, cut + first))
      }
      return places.withUnsafeBufferPointer { places in
        UInt16(forest_bin(&sorted, places.baseAddress, UInt32(maxBins), room, codes, cut + first))
      }
    }
  }
}
