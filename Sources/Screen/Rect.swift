/// Columns and rows of a screen.
public struct Size: Hashable, Sendable {
  /// Cells side by side.
  public var columns: Int
  /// Cells one below the other.
  public var rows: Int

  /// What is negative counts as 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A part of a screen; column 0, row 0 is its upper left corner.
public struct Rect: Hashable, Sendable {
  /// Its left column.
  public var column: Int
  /// Its upper row.
  public var row: Int
  /// Cells side by side.
  public var columns: Int
  /// Cells one below the other.
  public var rows: Int

  /// Widths and heights that are negative count as 0.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// All of a screen.
  public init(_ size: Size) { self.init(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  /// Whether it covers no cell.
  public var isEmpty: Bool { columns == 0 || rows == 0 }
  /// The column right of it.
  public var endColumn: Int { column + columns }
  /// The row below it.
  public var endRow: Int { row + rows }

  /// Whether it covers a cell.
  public func contains(column: Int, row: Int) -> Bool {
    (self.column..<endColumn).contains(column) && (self.row..<endRow).contains(row)
  }

  /// The part that both cover; empty where there is none.
  public func intersection(_ other: Rect) -> Rect {
    let (left, top) = (max(column, other.column), max(row, other.row))
    return Rect(
      column: left, row: top, columns: min(endColumn, other.endColumn) - left,
      rows: min(endRow, other.endRow) - top)
  }

  /// Takes rows off its top; fewer where it has no more.
  public mutating func takeTop(_ count: Int) -> Rect {
    let taken = Rect(column: column, row: row, columns: columns, rows: min(max(0, count), rows))
    row += taken.rows
    rows -= taken.rows
    return taken
  }

  /// Takes rows off its bottom; fewer where it has no more.
  public mutating func takeBottom(_ count: Int) -> Rect {
    let taken = min(max(0, count), rows)
    rows -= taken
    return Rect(column: column, row: row + rows, columns: columns, rows: taken)
  }

  /// Takes columns off its right side; fewer where it has no more.
  public mutating func takeRight(_ count: Int) -> Rect {
    let taken = min(max(0, count), columns)
    columns -= taken
    return Rect(column: column + columns, row: row, columns: taken, rows: rows)
  }
}
