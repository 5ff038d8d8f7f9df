import Screen
import Terminal
import Testing

#if canImport(Glibc)
  import Glibc
#endif

// ncurses keeps one description at a time.
@Suite("Descriptions of terminals", .serialized) struct TerminalDescriptionTests {
  @Test("xterm has 256 colours, a mouse, a second screen, and keys of its own")
  func xterm() throws {
    let xterm = try TerminalDescription(reading: "xterm-256color")
    #expect(xterm.colors == 256 && xterm.hasMouse && !xterm.scrollsAtEnd)
    #expect(xterm.foregrounds[1] == Array("31".utf8))
    #expect(xterm.backgrounds[255] == Array("48;5;255".utf8))
    #expect(xterm.keys[Array("\u{1B}OA".utf8)] == .up)
    #expect(xterm.keys[Array("\u{1B}[3~".utf8)] == .delete)
    let (enter, leave) = (
      String(decoding: xterm.enter, as: UTF8.self), String(decoding: xterm.leave, as: UTF8.self)
    )
    #expect(enter.contains("\u{1B}[?1049h") && enter.contains("\u{1B}[?1006h"))
    #expect(
      leave.contains("\u{1B}[?1049l") && leave.contains("\u{1B}[?1006l") && leave.contains("\u{1B}[?25h"))
  }

  @Test("The Linux console has eight colours and function keys of its own")
  func linux() throws {
    let linux = try TerminalDescription(reading: "linux")
    #expect(linux.colors == 8)
    #expect(linux.keys[Array("\u{1B}[[A".utf8)] == .function(1))
  }

  @Test("A terminal without attributes and colours has none, and the pauses of old ones are left out")
  func plain() throws {
    let old = try TerminalDescription(reading: "vt52")
    #expect(old.colors == 0 && old.bold.isEmpty && old.foregrounds.isEmpty)
    let vt100 = try TerminalDescription(reading: "vt100")
    #expect(vt100.bold == [0x31] && vt100.colors == 0)
    #expect(!String(decoding: vt100.clear + vt100.enter + vt100.leave, as: UTF8.self).contains("$<"))
  }

  @Test("Where the cursor moves in another way, it moves in that way")
  func otherMoves() throws {
    // VT52: ESC Y, the row and the column as characters from the blank on.
    let size = Size(columns: 80, rows: 24)
    var painter = Painter(
      try TerminalDescription(reading: "vt52"), colors: .none, glyphs: .ascii, size: size)
    var grid = Grid(size)
    grid.put("x", column: 5, row: 2)
    let sent = String(decoding: painter.paint(grid), as: UTF8.self)
    #expect(sent.hasSuffix("\u{1B}Y\"%x"))
  }

  @Test("A kind that is unknown or cannot place its cursor is refused")
  func refused() {
    #expect(throws: TerminalError.terminalUnknown(name: "vt9000")) {
      try TerminalDescription(reading: "vt9000")
    }
    #expect(throws: TerminalError.terminalUnknown(name: "../../etc/passwd")) {
      try TerminalDescription(reading: "../../etc/passwd")
    }
    #expect(throws: TerminalError.terminalIncapable(name: "dumb")) {
      try TerminalDescription(reading: "dumb")
    }
  }
}
