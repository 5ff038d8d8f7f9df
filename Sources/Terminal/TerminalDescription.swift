import CNcurses
import Screen

/// What ncurses' database says of a terminal, as far as it is needed here.
package struct TerminalDescription: Sendable {
  /// The kind's name, as in `TERM`.
  package var name: String
  /// How many colours it has.
  package var colors = 0
  /// Whether it takes any red, green and blue.
  package var knowsRGB = false
  /// Whether a character in the last place moves everything up.
  package var scrollsAtEnd = false
  /// Whether it tells of a mouse.
  package var hasMouse = false
  /// The size that it has where nobody says otherwise.
  package var size = Size(columns: 80, rows: 24)

  /// Shows the screen for programs, and sets the keypad for them.
  package var enter: [UInt8] = []
  /// Shows again what was there before.
  package var leave: [UInt8] = []
  /// Empties the screen.
  package var clear: [UInt8] = Array("\u{1B}[H\u{1B}[2J".utf8)
  /// Empties the rest of the line.
  package var eraseLine: [UInt8] = Array("\u{1B}[K".utf8)
  /// Shows the cursor.
  package var showCursor: [UInt8] = Array("\u{1B}[?25h".utf8)
  /// Hides it.
  package var hideCursor: [UInt8] = Array("\u{1B}[?25l".utf8)
  /// Moves it to a row and a column; a template of terminfo(5).
  package var moveCursor: [UInt8] = TerminalDescription.standardMove
  /// Plain characters in the terminal's own colours.
  package var plain: [UInt8] = Array("\u{1B}[0m".utf8)

  /// What stands between `ESC [` and `m` for each colour of the table: in front and behind.
  package var foregrounds: [[UInt8]] = []
  package var backgrounds: [[UInt8]] = []
  /// The same for attributes; empty where it has none.
  package var bold: [UInt8] = []
  package var dim: [UInt8] = []
  package var underlined: [UInt8] = []
  package var reversed: [UInt8] = []

  /// What its keys send.
  package var keys: [[UInt8]: Key] = [:]

  /// How nearly every terminal moves its cursor.
  package static let standardMove = Array("\u{1B}[%i%p1%d;%p2%dH".utf8)

  /// A terminal like xterm, without asking the database.
  package init(likeXterm name: String, colors: Int) {
    self.name = name
    self.colors = colors
    func codes(_ base: Int, _ bright: Int, _ extended: String) -> [[UInt8]] {
      (0..<min(256, colors)).map {
        Array(($0 < 8 ? "\(base + $0)" : $0 < 16 ? "\(bright + $0 - 8)" : "\(extended);5;\($0)").utf8)
      }
    }
    foregrounds = codes(30, 90, "38")
    backgrounds = codes(40, 100, "48")
    (bold, dim, underlined, reversed) = ([0x31], [0x32], [0x34], [0x37])
  }
}

extension TerminalDescription {
  /// Reads the description of a kind of terminal. Throws where there is none, or none that a screen can be made of.
  package init(reading name: String) throws(TerminalError) {
    var outcome: Int32 = 0
    guard setupterm(name, 1, &outcome) == OK else { throw .terminalUnknown(name: name) }
    self.init(likeXterm: name, colors: 0)
    guard let move = Self.string("cup"), let clear = Self.string("clear") else {
      throw .terminalIncapable(name: name)
    }
    moveCursor = move
    self.clear = clear
    colors = Int(max(0, tigetnum("colors")))
    knowsRGB = tigetflag("RGB") > 0 || tigetflag("Tc") > 0
    scrollsAtEnd = tigetflag("am") > 0 && tigetflag("xenl") <= 0
    size = Size(columns: Int(tigetnum("cols")), rows: Int(tigetnum("lines")))
    readModes()
    readLooks()
    keys = Self.keys()
  }

  private mutating func readModes() {
    eraseLine = Self.string("el") ?? []
    showCursor = Self.string("cnorm") ?? []
    hideCursor = Self.string("civis") ?? []
    plain = Self.string("sgr0") ?? []
    let alternate = Self.string("smcup")
    enter = (alternate ?? []) + (Self.string("smkx") ?? [])
    leave = plain + (Self.string("rmkx") ?? []) + showCursor
    // Without a second screen the prompt comes below this one: terminals stop a move at their last row.
    let lastRow = Self.filled(moveCursor, 998, 0) + Array("\r\n".utf8)
    leave += alternate == nil ? lastRow : Self.string("rmcup") ?? []
    hasMouse = Self.string("kmous") != nil
    guard hasMouse else { return }
    // Presses, drags and the wheel, told in decimal; pasted text comes between marks, so that it is not taken for keys.
    enter += Array("\u{1B}[?1002h\u{1B}[?1006h\u{1B}[?2004h".utf8)
    leave = Array("\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1002l".utf8) + leave
  }

  private mutating func readLooks() {
    func codes(_ name: String) -> [[UInt8]] {
      guard let template = Self.string(name) else { return [] }
      return (0..<min(256, colors)).compactMap { Self.parameters(of: Self.filled(template, $0, 0)) }
    }
    foregrounds = codes("setaf")
    backgrounds = codes("setab")
    if foregrounds.count < min(256, colors) || backgrounds.count < min(256, colors) { colors = 0 }
    func code(_ name: String) -> [UInt8] { Self.string(name).flatMap(Self.parameters) ?? [] }
    (bold, dim, underlined, reversed) = (code("bold"), code("dim"), code("smul"), code("rev"))
  }

  /// What stands between `ESC [` and `m`; `nil` for a string that is not of this form, or a long one.
  static func parameters(of string: [UInt8]) -> [UInt8]? {
    guard string.count > 3, string.count <= 18, string.starts(with: [0x1B, 0x5B]), string.last == 0x6D else {
      return nil
    }
    let inner = string.dropFirst(2).dropLast()
    return inner.allSatisfy { (0x30...0x3B).contains($0) } ? Array(inner) : nil
  }

  private static func keys() -> [[UInt8]: Key] {
    var names: [(String, Key)] = [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
      ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete), ("kcbt", .backTab),
      ("kent", .enter),
    ]
    names += (1...12).map { ("kf\($0)", .function($0)) }
    var keys: [[UInt8]: Key] = [:]
    for (name, key) in names {
      if let sent = string(name), sent.first == 0x1B, sent.count > 1 { keys[sent] = key }
    }
    return keys
  }

  /// A string of the description, without the pauses that printing terminals needed; `nil` where there is none.
  private static func string(_ name: String) -> [UInt8]? {
    guard let found = cncurses_string(name) else { return nil }
    let bytes = withoutPauses(bytes(found))
    return bytes.isEmpty ? nil : bytes
  }

  /// Takes `$<5>` out.
  static func withoutPauses(_ bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first {
      if rest.starts(with: [0x24, 0x3C]), let end = rest.firstIndex(of: 0x3E) {
        rest = rest[rest.index(after: end)...]
      } else {
        kept.append(byte)
        rest = rest.dropFirst()
      }
    }
    return kept
  }

  /// A template with two numbers put in.
  static func filled(_ template: [UInt8], _ first: Int, _ second: Int) -> [UInt8] {
    let terminated = template.map { CChar(bitPattern: $0) } + [0]
    return cncurses_filled(terminated, first, second).map(bytes) ?? []
  }

  /// They are no text: some terminals' strings hold bytes above 127.
  private static func bytes(_ string: UnsafePointer<CChar>) -> [UInt8] {
    var bytes: [UInt8] = []
    var next = string
    while next.pointee != 0 {
      bytes.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
    return bytes
  }
}
