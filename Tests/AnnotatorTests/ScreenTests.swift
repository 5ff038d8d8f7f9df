import Annotator
import Screen
import Testing

@Suite("Screens as they were when somebody last looked at them") struct ScreenTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var columns: Int
    var rows: Int
    var keys: String
    var glyphs = GlyphTier.braille
    var colors = ColorTier.eight

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "40x10", columns: 40, rows: 10, keys: ""),
    Case(name: "80x24", columns: 80, rows: 24, keys: "Enter z 3"),
    Case(name: "200x60", columns: 200, rows: 60, keys: "Tab 3 l", colors: .none),
    Case(name: "80x24-ascii", columns: 80, rows: 24, keys: "z 1", glyphs: .ascii, colors: .none),
    Case(name: "80x24-half-blocks", columns: 80, rows: 24, keys: "i 5 l", glyphs: .halfBlocks),
    Case(name: "80x24-burst", columns: 80, rows: 24, keys: "Tab Tab Tab z 3 B"),
    Case(name: "80x24-prompt", columns: 80, rows: 24, keys: "z 4 / 1 : 2 3", colors: .none),
    Case(name: "80x24-sheet", columns: 80, rows: 24, keys: "z 1 g b", colors: .none),
    Case(name: "40x10-sheet", columns: 40, rows: 10, keys: "z 1 g b"),
    Case(name: "80x24-help", columns: 80, rows: 24, keys: "? Space", colors: .none),
  ]

  @Test("A screen is what it was", arguments: cases)
  func same(_ kept: Case) throws {
    let size = Size(columns: kept.columns, rows: kept.rows)
    var session = MadeSession.range(size, glyphs: kept.glyphs, colors: kept.colors)
    session.press(kept.keys)
    try GridText.expect(view(session.model, size), kept.name)
  }
}
