import Screen
import Testing

@Suite("A screen's content") struct GridTests {
  @Test("Text outside of the screen is left out, whatever the place")
  func clipping() {
    var grid = Grid(Size(columns: 5, rows: 2))
    grid.put("abcdefgh", column: -2, row: 0)
    grid.put("xyz", column: 3, row: 1)
    grid.put("nothing", column: 0, row: 2)
    grid.put("nothing", column: 0, row: -1)
    #expect(grid.text == "cdefg\n   xy")
  }

  @Test("Characters that would move the cursor or take two columns become boxes")
  func boxes() {
    var grid = Grid(Size(columns: 8, rows: 1))
    #expect(grid.put("a\u{1B}\n字e\u{301}é", column: 0, row: 0) == 7)
    #expect(grid.text == "a▯▯▯e▯é")
  }

  @Test("A room in columns cuts a text off")
  func room() {
    var grid = Grid(Size(columns: 8, rows: 1))
    #expect(grid.put("abcdef", column: 1, row: 0, columns: 3) == 4)
    #expect(grid.text == " abc")
  }

  @Test("Filling and restyling touch the rectangle and nothing else")
  func rectangles() {
    var grid = Grid(Size(columns: 4, rows: 3))
    grid.fill(Rect(column: 1, row: 1, columns: 9, rows: 1), with: Cell("#"))
    grid.restyle(Rect(column: 2, row: 0, columns: 1, rows: 9)) { $0.isReversed = true }
    #expect(grid.text == "\n ###\n")
    for row in 0..<3 {
      for column in 0..<4 { #expect(grid[column, row].style.isReversed == (column == 2)) }
    }
  }

  @Test("A screen of no size takes everything and shows nothing", arguments: [(0, 0), (0, 5), (5, 0)])
  func nothing(columns: Int, rows: Int) {
    var grid = Grid(Size(columns: columns, rows: rows))
    grid.put("a", column: 0, row: 0)
    grid.fill(Rect(column: -3, row: -3, columns: 10, rows: 10), with: Cell("#"))
    #expect(grid.cells.isEmpty)
  }
}
