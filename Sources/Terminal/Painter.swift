import Screen

#if canImport(Glibc)
  import Glibc
#endif

/// Turns grids into what a terminal has to be sent so that it shows them: only what changed since the last one.
///
/// It knows what the terminal shows, and nothing else: no file, no clock. ncurses' own drawing takes 20 ms for a
/// spectrogram that moved on a screen of 300 × 100; a key has to be answered within 16.
package struct Painter {
  /// The terminal's columns and rows; what a grid has beyond them is left out.
  package private(set) var size: Size
  private var shown: [DrawnCell]
  private var isKnown = false
  private var last = Grid(Size(columns: 0, rows: 0))
  private var reduction: CellReduction
  private var pen: Pen
  private var cursorIsVisible: Bool?

  /// A painter for a terminal of which nothing is known but its description.
  package init(_ description: TerminalDescription, colors: ColorTier, glyphs: GlyphTier, size: Size) {
    self.size = size
    shown = Painter.blank(size)
    pen = Pen(description)
    reduction = CellReduction(colors: colors, glyphs: glyphs, attributes: pen.attributes)
  }

  private static func blank(_ size: Size) -> [DrawnCell] {
    [DrawnCell](repeating: .blank, count: size.columns * size.rows)
  }

  /// Nothing is known any more of what the terminal shows: the next grid is painted whole.
  package mutating func forget(size: Size) {
    self.size = size
    isKnown = false
    cursorIsVisible = nil
  }

  /// The bytes that bring the terminal from what it shows to a grid; none where nothing is to be changed.
  ///
  /// - Parameter cursor: where the cursor blinks; hidden for `nil` and outside of the screen.
  package mutating func paint(_ grid: Grid, cursor: (column: Int, row: Int)? = nil) -> [UInt8] {
    let cells = size.columns * size.rows
    return [UInt8](unsafeUninitializedCapacity: pen.room(cells: cells)) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      pen.next = start
      if !isKnown { empty() }
      paintRows(of: grid)
      place(cursor)
      count = pen.next.map { $0 - start } ?? 0
      pen.next = nil
    }
  }

  private mutating func empty() {
    pen.reset()
    shown = Painter.blank(size)
    isKnown = true
    last = Grid(Size(columns: 0, rows: 0))
  }

  private mutating func paintRows(of grid: Grid) {
    let columns = min(size.columns, grid.size.columns)
    var drawn = [DrawnCell](repeating: .blank, count: size.columns)
    let isLikeLast = grid.size == last.size
    for row in 0..<size.rows {
      let cells = row < grid.size.rows ? row * grid.size.columns..<row * grid.size.columns + columns : 0..<0
      if isLikeLast && Painter.sameBytes(grid.cells, last.cells, cells) { continue }
      for (column, index) in cells.enumerated() { drawn[column] = reduction(grid.cells[index]) }
      for column in cells.count..<size.columns { drawn[column] = .blank }
      paint(drawn, row: row)
    }
    last = grid
  }

  /// Equal bytes are equal cells; equal cells may differ in bytes between their fields, and are compared later.
  private static func sameBytes(_ one: [Cell], _ other: [Cell], _ range: Range<Int>) -> Bool {
    one[range].withUnsafeBytes { one in
      other[range].withUnsafeBytes { other in
        guard let start = one.baseAddress, let second = other.baseAddress else {
          return one.count == other.count
        }
        return one.count == other.count && memcmp(start, second, one.count) == 0
      }
    }
  }

  private mutating func paint(_ drawn: [DrawnCell], row: Int) {
    let isLast = row == size.rows - 1
    let end = isLast && pen.scrollsAtEnd ? size.columns - 1 : size.columns
    let first = row * size.columns
    let blankFrom = pen.canErase ? erasable(drawn, first: first) : size.columns
    drawn.withUnsafeBufferPointer { drawn in
      shown.withUnsafeMutableBufferPointer { shown in
        let shown = UnsafeMutableBufferPointer(rebasing: shown[first..<first + size.columns])
        for column in 0..<min(end, blankFrom) where drawn[column] != shown[column] {
          pen.move(column: column, row: row, over: UnsafeBufferPointer(shown))
          pen.put(drawn[column], isLastColumn: column == size.columns - 1)
          shown[column] = drawn[column]
        }
        guard blankFrom < size.columns else { return }
        pen.erase(from: blankFrom, row: row)
        shown[blankFrom...].update(repeating: .blank)
      }
    }
  }

  /// From which column on a row becomes blank with less to send than the blanks; its length where that is nowhere.
  private func erasable(_ drawn: [DrawnCell], first: Int) -> Int {
    var start = drawn.count
    var changes = 0
    while start > 0, drawn[start - 1] == .blank {
      start -= 1
      if shown[first + start] != .blank { changes += 1 }
    }
    return changes > 4 ? start : drawn.count
  }

  private mutating func place(_ cursor: (column: Int, row: Int)?) {
    let inside = cursor.flatMap { Rect(size).contains(column: $0.column, row: $0.row) ? $0 : nil }
    if let inside { pen.move(column: inside.column, row: inside.row) }
    guard cursorIsVisible != (inside != nil) else { return }
    cursorIsVisible = inside != nil
    pen.showCursor(inside != nil)
  }
}
