import Basis
import Screen
import Terminal
import Testing

@Suite("Painting") struct PainterTests {
  private func painter(_ colors: ColorTier, _ glyphs: GlyphTier, _ size: Size) -> Painter {
    let description = TerminalDescription(likeXterm: "xterm", colors: colors == .eight ? 8 : 256)
    return Painter(description, colors: colors, glyphs: glyphs, size: size)
  }

  /// What a terminal of a size is to show for a grid, cell by cell.
  private func expected(_ grid: Grid, _ colors: ColorTier, _ glyphs: GlyphTier, _ size: Size) -> Grid {
    var shown = Grid(size)
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let cell = grid[column, row]
        var style = cell.style
        style.foreground = colors.shown(style.foreground)
        style.background = colors.shown(style.background)
        let character = Cell.showable(cell.character)
        shown[column, row] = Cell(glyphs == .ascii ? GlyphTier.ascii(for: character) : character, style)
      }
    }
    return shown
  }

  @Test(
    "Whatever grids follow each other, the terminal shows the last one",
    arguments: [ColorTier.none, .eight, .indexed256, .truecolor], [GlyphTier.ascii, .braille])
  func drawn(colors: ColorTier, glyphs: GlyphTier) {
    for number in 0..<60 {
      var drawn = DrawnGrids(RandomKey(seed: 3).adding("grids").adding(number))
      var size = drawn.size()
      var painter = painter(colors, glyphs, size)
      var screen = ShownScreen(size)
      var grid = Grid(size)
      for _ in 0..<12 {
        if drawn.chance(5) {
          // The window became another one; the grid follows at once, later, or never.
          size = drawn.size()
          painter.forget(size: size)
          screen = ShownScreen(size)
          if drawn.chance(2) { grid = Grid(size) }
        }
        grid = drawn.change(grid)
        let cursor = drawn.place(size)
        screen.take(painter.paint(grid, cursor: cursor))
        #expect(screen.grid == expected(grid, colors, glyphs, size))
        #expect(screen.complaints.isEmpty, "\(screen.complaints)")
        let inside = cursor.map { Rect(size).contains(column: $0.column, row: $0.row) } ?? false
        #expect(screen.cursorIsVisible == inside)
        if let cursor, inside { #expect(screen.cursor == cursor) }
        #expect(painter.paint(grid, cursor: cursor).isEmpty)
      }
    }
  }

  private let large = Size(columns: 300, rows: 100)

  private func picture(_ size: Size) -> Grid {
    var grid = Grid(size)
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        grid[column, row] = Cell(
          "▀", Style(.indexed(UInt8(16 + (row * 7 + column * 3) % 200)), on: .indexed(17)))
      }
    }
    return grid
  }

  @Test("One changed cell is a jump, a look and a character")
  func oneCell() {
    var painter = painter(.indexed256, .braille, large)
    var grid = picture(large)
    _ = painter.paint(grid)
    grid[150, 50] = Cell("x", Style(.indexed(196), on: .indexed(17)))
    let sent = painter.paint(grid)
    #expect(String(decoding: sent, as: UTF8.self) == "\u{1B}[51;151H\u{1B}[38;5;196mx")
  }

  @Test("Ten changed rows write ten rows")
  func tenRows() {
    var painter = painter(.indexed256, .braille, large)
    var grid = picture(large)
    var screen = ShownScreen(large)
    screen.take(painter.paint(grid))
    let before = screen.written
    grid.fill(Rect(column: 0, row: 40, columns: 300, rows: 10), with: Cell("·", Style(.indexed(30))))
    screen.take(painter.paint(grid))
    #expect(before == 30_000)
    #expect(screen.written - before == 3000)
  }

  @Test("Rows that become blank are erased, and changed back, not written")
  func erasing() {
    var painter = painter(.indexed256, .braille, large)
    var screen = ShownScreen(large)
    screen.take(painter.paint(picture(large)))
    let before = screen.written
    let sent = painter.paint(Grid(large))
    screen.take(sent)
    #expect(screen.written == before)
    #expect(sent.count < 1200)
    #expect(screen.grid == Grid(large))
  }

  @Test("What differs only in colours that the terminal does not have is not sent again")
  func sameHere() {
    var painter = painter(.none, .braille, large)
    var grid = picture(large)
    _ = painter.paint(grid)
    grid.restyle(Rect(large)) { $0.foreground = .rgb(1, 2, 3) }
    #expect(painter.paint(grid).isEmpty)
  }

  @Test("A few unchanged characters between changed ones are written again where that is shorter than a jump")
  func gaps() {
    var painter = painter(.none, .braille, Size(columns: 40, rows: 1))
    var grid = Grid(Size(columns: 40, rows: 1))
    grid.put("abcdefghijklmnopqrstuvwxyz", column: 0, row: 0)
    _ = painter.paint(grid)
    grid.put("B", column: 1, row: 0)
    grid.put("E", column: 4, row: 0)
    grid.put("Z", column: 25, row: 0)
    #expect(String(decoding: painter.paint(grid), as: UTF8.self) == "\u{1B}[1;2HBcdE\u{1B}[20CZ")
  }

  @Test("Where a character in the last place would scroll, that place stays empty")
  func scrolling() {
    var description = TerminalDescription(likeXterm: "old", colors: 0)
    description.scrollsAtEnd = true
    let size = Size(columns: 5, rows: 2)
    var painter = Painter(description, colors: .none, glyphs: .ascii, size: size)
    var grid = Grid(size)
    grid.fill(Rect(size), with: Cell("x"))
    var screen = ShownScreen(size)
    screen.take(painter.paint(grid))
    #expect(screen.grid.text == "xxxxx\nxxxx")
  }

  @Test("No screen at all takes no bytes but the first ones", arguments: [(0, 0), (0, 5), (5, 0), (1, 1)])
  func tiny(columns: Int, rows: Int) {
    var painter = painter(.truecolor, .braille, Size(columns: columns, rows: rows))
    let grid = picture(Size(columns: 10, rows: 10))
    #expect(!painter.paint(grid, cursor: (0, 0)).isEmpty)
    #expect(painter.paint(grid, cursor: (0, 0)).isEmpty)
  }
}
