/// Where a terminal's cursor stands and how it writes, and the shortest bytes that change this.
struct Pen {
  /// Where the next byte goes; set for the time of one painting, in a buffer with `room(cells:)` bytes.
  var next: UnsafeMutablePointer<UInt8>?

  private let description: TerminalDescription
  private let movesLikeMost: Bool
  private let foregrounds: [Code]
  private let backgrounds: [Code]
  private let decimals: [Code]
  private var look = DrawnCell(0, 0, 0, 0)
  private var column: Int?
  private var row = 0

  /// A few bytes that are stored at once: 15 at most.
  private struct Code {
    var bytes = SIMD16<UInt8>()
    var count = 0

    init(_ bytes: [UInt8]) {
      for byte in bytes.prefix(15) {
        self.bytes[count] = byte
        count += 1
      }
    }
  }

  init(_ description: TerminalDescription) {
    self.description = description
    movesLikeMost = description.moveCursor == TerminalDescription.standardMove
    func table(_ prefix: String, _ codes: [[UInt8]]) -> [Code] {
      // Beyond the colours that the terminal has, truecolour terminals take the table's numbers directly.
      (0..<256).map { Code($0 < codes.count ? codes[$0] : Array("\(prefix);5;\($0)".utf8)) }
    }
    foregrounds = table("38", description.foregrounds)
    backgrounds = table("48", description.backgrounds)
    decimals = (0..<256).map { Code(Array("\($0)".utf8)) }
  }

  /// The attributes that the terminal has.
  var attributes: UInt32 {
    (description.bold.isEmpty ? 0 : DrawnCell.bold) | (description.dim.isEmpty ? 0 : DrawnCell.dim)
      | (description.underlined.isEmpty ? 0 : DrawnCell.underlined)
      | (description.reversed.isEmpty ? 0 : DrawnCell.reversed)
  }

  /// Whether a character in the last place moves everything up.
  var scrollsAtEnd: Bool { description.scrollsAtEnd }

  /// Whether it can empty the rest of a line.
  var canErase: Bool { !description.eraseLine.isEmpty }

  /// How many bytes painting so many cells may take: a move (at most 64), all parameters, and the character.
  func room(cells: Int) -> Int { cells * 192 + 1024 }

  /// Brings everything to a known state: an empty screen.
  mutating func reset() {
    append(description.plain)
    append(description.clear)
    look = DrawnCell(0, 0, 0, 0)
    column = nil
  }

  /// Shows the cursor, or hides it.
  mutating func showCursor(_ isVisible: Bool) {
    append(isVisible ? description.showCursor : description.hideCursor)
  }

  // MARK: Moving

  /// Moves to a place; `shown` is its row, whose characters are written again where that is shorter than a jump.
  mutating func move(column: Int, row: Int, over shown: UnsafeBufferPointer<DrawnCell>? = nil) {
    if let here = self.column, self.row == row {
      if here == column { return }
      if here < column, movesLikeMost {
        if let shown, canRewrite(shown[here..<column]) {
          for cell in shown[here..<column] { append(character: cell.character) }
        } else {
          append(0x1B, 0x5B)
          if column - here > 1 { append(decimal: column - here) }
          append(0x43)
        }
        self.column = column
        return
      }
    }
    jump(column: column, row: row)
    self.column = column
    self.row = row
  }

  private func canRewrite(_ cells: Slice<UnsafeBufferPointer<DrawnCell>>) -> Bool {
    guard cells.count <= 4 else { return false }
    var bytes = 0
    for cell in cells {
      if cell.look != look { return false }
      bytes += cell.character < 0x80 ? 1 : 3
    }
    return bytes <= 4
  }

  private mutating func jump(column: Int, row: Int) {
    guard movesLikeMost else {
      return append(TerminalDescription.filled(description.moveCursor, row, column).prefix(64))
    }
    append(0x1B, 0x5B)
    append(decimal: row + 1)
    if column > 0 {
      append(0x3B)
      append(decimal: column + 1)
    }
    append(0x48)
  }

  // MARK: Writing

  /// Writes one cell where the cursor is.
  @inline(__always) mutating func put(_ cell: DrawnCell, isLastColumn: Bool) {
    if cell.look != look { change(to: cell.look) }
    append(character: cell.character)
    // Behind the last column terminals differ in where the cursor is.
    column = isLastColumn ? nil : (column ?? 0) + 1
  }

  /// Empties a row from a column on.
  mutating func erase(from column: Int, row: Int) {
    move(column: column, row: row)
    // Terminals erase with the colour behind what they write.
    if look.background != 0 || look.attributes != 0 { change(to: DrawnCell(0, 0, 0, 0)) }
    append(description.eraseLine)
  }

  private mutating func change(to wanted: DrawnCell) {
    append(0x1B, 0x5B)
    // One code takes everything away; for less there is none that all terminals have.
    let loses =
      look.attributes & ~wanted.attributes != 0 || (wanted.foreground == 0 && look.foreground != 0)
      || (wanted.background == 0 && look.background != 0)
    let now = loses ? DrawnCell(0, 0, 0, 0) : look
    var isFirst = true
    if loses {
      isFirst = wanted == now
      if !isFirst { separate(&isFirst, append: 0x30) }
    }
    if wanted.attributes != now.attributes { add(attributes: wanted.attributes & ~now.attributes, &isFirst) }
    if wanted.foreground != now.foreground { add(color: wanted.foreground, foregrounds, 0x33, &isFirst) }
    if wanted.background != now.background { add(color: wanted.background, backgrounds, 0x34, &isFirst) }
    append(0x6D)
    look = wanted
  }

  private mutating func separate(_ isFirst: inout Bool, append byte: UInt8? = nil) {
    if !isFirst { append(0x3B) }
    isFirst = false
    if let byte { append(byte) }
  }

  private mutating func add(attributes: UInt32, _ isFirst: inout Bool) {
    let codes = [
      (DrawnCell.bold, description.bold), (DrawnCell.dim, description.dim),
      (DrawnCell.underlined, description.underlined), (DrawnCell.reversed, description.reversed),
    ]
    for (attribute, code) in codes where attributes & attribute != 0 {
      separate(&isFirst)
      append(code)
    }
  }

  @inline(__always) private mutating func add(
    color: UInt32, _ codes: [Code], _ plane: UInt8, _ isFirst: inout Bool
  ) {
    separate(&isFirst)
    guard color & DrawnCell.rgb != 0 else { return append(codes[Int(color & 0xFF)]) }
    append(plane, 0x38, 0x3B, 0x32)
    for shift: UInt32 in [16, 8, 0] {
      append(0x3B)
      append(decimals[Int(color >> shift & 0xFF)])
    }
  }

  // MARK: Bytes

  @inline(__always) private mutating func append(_ bytes: UInt8...) {
    for byte in bytes { append(byte) }
  }

  @inline(__always) private mutating func append(_ byte: UInt8) {
    next?.pointee = byte
    next? += 1
  }

  private mutating func append(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { append(byte) }
  }

  @inline(__always) private mutating func append(_ code: Code) {
    guard let next else { return }
    UnsafeMutableRawPointer(next).storeBytes(of: code.bytes, as: SIMD16<UInt8>.self)
    self.next = next + code.count
  }

  private mutating func append(decimal number: Int) {
    if (0..<256).contains(number) { append(decimals[number]) } else { append(String(number).utf8) }
  }

  @inline(__always) private mutating func append(character value: UInt32) {
    switch value {
    case ..<0x80: append(UInt8(truncatingIfNeeded: value))
    case ..<0x800:
      append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
      append(continuation: value)
    case ..<0x10000:
      append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
      append(continuation: value >> 6)
      append(continuation: value)
    default:
      append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
      append(continuation: value >> 12)
      append(continuation: value >> 6)
      append(continuation: value)
    }
  }

  @inline(__always) private mutating func append(continuation value: UInt32) {
    append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
  }
}
