import Screen
import Terminal

/// A terminal like xterm as far as painting needs it: the slow twin that says what bytes make it show.
struct ShownScreen {
  private(set) var grid: Grid
  private(set) var cursor: (column: Int, row: Int) = (0, 0)
  private(set) var cursorIsVisible = true
  /// How many characters were written.
  private(set) var written = 0
  /// What no painter may send: unknown sequences, control characters, scrolling.
  private(set) var complaints: [String] = []
  private var style = Style.plain
  /// Behind the last column the cursor stays until the next character.
  private var wraps = false

  init(_ size: Size) {
    grid = Grid(size)
    // Something else was there before.
    grid.fill(Rect(size), with: Cell("?", Style(.indexed(3), on: .indexed(5), underlined: true)))
  }

  mutating func take(_ bytes: [UInt8]) {
    var rest = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1B}" {
        takeSequence(&rest)
      } else if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{FFFD}" {
        complaints.append("character \(scalar.value)")
      } else {
        write(scalar)
      }
    }
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    written += 1
    if wraps {
      cursor = (0, cursor.row + 1)
      wraps = false
      if cursor.row == grid.size.rows { complaints.append("scrolled") }
    }
    grid[cursor.column, cursor.row] = Cell(scalar, style)
    if cursor.column + 1 < grid.size.columns { cursor.column += 1 } else { wraps = true }
  }

  private mutating func takeSequence(_ rest: inout ArraySlice<Unicode.Scalar>) {
    guard rest.popFirst() == "[" else { return complaints.append("no control sequence") }
    let body = String(String.UnicodeScalarView(rest.prefix { !("@"..."~").contains($0) }))
    rest = rest.dropFirst(body.unicodeScalars.count)
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    switch rest.popFirst() {
    case "H": move(column: (numbers.count > 1 ? numbers[1] : 1) - 1, row: max(1, numbers.first ?? 1) - 1)
    case "C": move(column: cursor.column + max(1, numbers.first ?? 1), row: cursor.row)
    case "K": erase(Rect(column: cursor.column, row: cursor.row, columns: grid.size.columns, rows: 1))
    case "J": erase(Rect(grid.size))
    case "m": restyle(numbers)
    case "h" where body == "?25": cursorIsVisible = true
    case "l" where body == "?25": cursorIsVisible = false
    default: complaints.append("sequence \(body)")
    }
  }

  private mutating func move(column: Int, row: Int) {
    wraps = false
    if !Rect(grid.size).contains(column: column, row: row) { complaints.append("moved to \(column), \(row)") }
    cursor = (column, row)
  }

  private mutating func erase(_ rect: Rect) { grid.fill(rect, with: Cell(" ", Style(on: style.background))) }

  private mutating func restyle(_ numbers: [Int]) {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: style = .plain
      case 1: style.isBold = true
      case 2: style.isDim = true
      case 4: style.isUnderlined = true
      case 7: style.isReversed = true
      case 30...37: style.foreground = .indexed(UInt8(number - 30))
      case 40...47: style.background = .indexed(UInt8(number - 40))
      case 90...97: style.foreground = .indexed(UInt8(number - 82))
      case 100...107: style.background = .indexed(UInt8(number - 92))
      case 38: style.foreground = color(&rest)
      case 48: style.background = color(&rest)
      default: complaints.append("look \(number)")
      }
    }
  }

  private mutating func color(_ rest: inout ArraySlice<Int>) -> Color {
    let numbers = rest.prefix(rest.first == 2 ? 4 : 2).compactMap { UInt8(exactly: $0) }
    rest = rest.dropFirst(numbers.count)
    switch numbers.count {
    case 4: return .rgb(numbers[1], numbers[2], numbers[3])
    case 2 where numbers[0] == 5: return .indexed(numbers[1])
    default:
      complaints.append("color \(numbers)")
      return .terminal
    }
  }
}
