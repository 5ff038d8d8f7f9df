/// A screen's content. Whatever is put outside of it is left out: no view needs to ask whether there is room.
public struct Grid: Equatable, Sendable {
  /// How many columns and rows it has.
  public let size: Size
  /// Row by row.
  public private(set) var cells: [Cell]

  /// A blank screen.
  public init(_ size: Size) {
    self.size = size
    cells = [Cell](repeating: .blank, count: size.columns * size.rows)
  }

  /// The cell at a place; blank outside of the screen, where setting does nothing.
  public subscript(column: Int, row: Int) -> Cell {
    get { contains(column, row) ? cells[row * size.columns + column] : .blank }
    set { if contains(column, row) { cells[row * size.columns + column] = newValue } }
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < size.columns && row >= 0 && row < size.rows
  }

  /// Puts a text into one row, each character into one cell; what cannot be shown becomes a box.
  ///
  /// - Returns: the column behind it.
  @discardableResult
  public mutating func put(
    _ text: String, column: Int, row: Int, style: Style = .plain, columns: Int = .max
  ) -> Int {
    var column = column
    var room = columns
    for scalar in text.unicodeScalars where room > 0 {
      self[column, row] = Cell(Cell.showable(scalar), style)
      column += 1
      room -= 1
    }
    return column
  }

  /// Fills a part of the screen.
  public mutating func fill(_ rect: Rect, with cell: Cell) {
    let inside = rect.intersection(Rect(size))
    guard !inside.isEmpty else { return }
    for row in inside.row..<inside.endRow {
      for column in inside.column..<inside.endColumn { self[column, row] = cell }
    }
  }

  /// Changes how a part of the screen looks, and leaves its characters.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let inside = rect.intersection(Rect(size))
    guard !inside.isEmpty else { return }
    for row in inside.row..<inside.endRow {
      for column in inside.column..<inside.endColumn {
        change(&cells[row * size.columns + column].style)
      }
    }
  }

  /// The characters of a row, without the blanks at its end.
  public func text(row: Int) -> String {
    var text = String.UnicodeScalarView()
    for column in 0..<size.columns { text.append(self[column, row].character) }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// All rows, one a line.
  public var text: String { (0..<size.rows).map { text(row: $0) }.joined(separator: "\n") }
}
