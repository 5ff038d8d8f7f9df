import Basis
import Screen
import Terminal

/// Grids as a program might show them, drawn from a key.
struct DrawnGrids {
  private var generator: KeyedGenerator

  init(_ key: RandomKey) { generator = key.generator() }

  mutating func size() -> Size {
    Size(columns: generator.integer(in: 1...70), rows: generator.integer(in: 1...20))
  }

  /// A grid that shares most with another of the same size: some rectangles were filled, some texts put.
  mutating func change(_ grid: Grid) -> Grid {
    var grid = grid
    for _ in 0..<generator.integer(in: 0...4) {
      let rect = Rect(
        column: generator.below(grid.size.columns), row: generator.below(grid.size.rows),
        columns: generator.integer(in: 1...40), rows: generator.integer(in: 1...3))
      let style = style()
      switch generator.below(4) {
      case 0: grid.fill(rect, with: Cell(character(), style))
      case 1: grid.fill(rect, with: .blank)
      case 2:
        for column in rect.column..<rect.endColumn {
          grid[column, rect.row] = Cell(character(), self.style())
        }
      default:
        for column in rect.column..<rect.endColumn { grid[column, rect.row] = Cell(character(), style) }
      }
    }
    return grid
  }

  private mutating func character() -> Unicode.Scalar {
    let some: [Unicode.Scalar] = [
      " ", "a", "Z", "~", "é", "│", "⣿", "▀", "𝔸", "界", "\u{1B}", "\u{85}", "\u{301}", "\u{AD}",
    ]
    return some[generator.below(some.count)]
  }

  private mutating func color() -> Color {
    switch generator.below(4) {
    case 0: .terminal
    case 1: .indexed(UInt8(generator.below(16)))
    case 2: .indexed(UInt8(generator.below(256)))
    default: .rgb(UInt8(generator.below(256)), UInt8(generator.below(256)), UInt8(generator.below(256)))
    }
  }

  private mutating func style() -> Style {
    func one(_ bound: Int) -> Bool { generator.below(bound) == 0 }
    return Style(
      color(), on: color(), bold: one(4), underlined: one(6), reversed: one(5), dim: one(7))
  }

  mutating func chance(_ bound: Int) -> Bool { generator.below(bound) == 0 }

  mutating func place(_ size: Size) -> (column: Int, row: Int)? {
    chance(2) ? nil : (generator.integer(in: -1...size.columns), generator.integer(in: -1...size.rows))
  }
}
