import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite(
  "Events in a terminal", .serialized,
  .enabled(if: TerminalSession.isPossible, "\(TerminalSession.absent)"))
struct TerminalEventsTests {
  @Test("Keys arrive")
  func keys() throws {
    let keys = [
      ("a", "a"), ("é", "é"), ("界", "▯"), ("Space", "Space"), ("Enter", "Enter"), ("Tab", "Tab"),
      ("BTab", "Shift-Tab"),
      ("BSpace", "Backspace"), ("Escape", "Esc"), ("DC", "Delete"), ("IC", "Insert"), ("Up", "Up"),
      ("Down", "Down"),
      ("Left", "Left"), ("Right", "Right"), ("Home", "Home"), ("End", "End"), ("PPage", "PageUp"),
      ("NPage", "PageDown"), ("C-r", "Ctrl-R"), ("C-s", "Ctrl-S"), ("C-q", "Ctrl-Q"), ("C-v", "Ctrl-V"),
      ("C-o", "Ctrl-O"),
    ]
    try ProbeSession.run(rows: 60) { session in
      let functions = (1...12).map { ("F\($0)", "F\($0)") }
      for (key, name) in keys + functions {
        session.terminal.press(key)
        let screen = session.terminal.wait {
          $0.contains("key \(name)\n")
        }
        #expect(screen.contains("key \(name)\n"), "\(key)")
      }
      let told = session.terminal.screen.split(separator: "\n").filter { $0.hasPrefix("key ") }
      #expect(told.map { $0.dropFirst(4) } == (keys + functions).map { $0.1[...] })
      session.terminal.press("q")
      try session.expectEnd(status: 0)
    }
  }

  @Test("Of characters that follow fast none is lost")
  func fast() throws {
    try ProbeSession.run(rows: 60) { session in
      session.terminal.type("abdefghijklmnoprstuvwxyz0123456789")
      let screen = session.terminal.wait { $0.contains("key 9\n") }
      let told = screen.split(separator: "\n").filter { $0.hasPrefix("key ") }
      #expect(told.map { String($0.dropFirst(4)) }.joined() == "abdefghijklmnoprstuvwxyz0123456789")
    }
  }

  @Test("The mouse arrives, pasted text does not, and another thread wakes")
  func others() throws {
    try ProbeSession.run { session in
      session.terminal.send(Array("\u{1B}[<0;5;7M\u{1B}[<32;6;8M\u{1B}[<0;6;8m\u{1B}[<65;1;2M".utf8))
      session.terminal.send(Array("\u{1B}[200~qqq\u{1B}[201~".utf8))
      session.terminal.press("W")
      let screen = session.terminal.wait { $0.contains("wake\n") }
      let told = screen.split(separator: "\n").dropFirst(3).filter { !$0.hasPrefix("#") }
      #expect(
        told == ["mouse press 4,6", "mouse drag 5,7", "mouse release 5,7", "mouse wheelDown 0,1", "wake"])
    }
  }

  @Test("The window becomes another one")
  func resized() throws {
    try ProbeSession.run { session in
      for (columns, rows) in [(40, 10), (300, 100), (1, 1), (80, 24)] {
        session.terminal.resize(columns: columns, rows: rows)
        let edge = String(repeating: "#", count: columns)
        let screen = session.terminal.wait {
          $0.contains(edge + "\n") && (rows < 6 || $0.contains("resize \(columns)x\(rows)\n"))
        }
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.dropFirst(rows - 1).first == Substring(edge))
        if rows >= 6 { #expect(lines.contains("resize \(columns)x\(rows)")) }
      }
      session.terminal.press("q")
      _ = session.terminal.wait { $0.contains("left") }
      session.expectGivenBack()
    }
  }

  @Test("Ctrl-L draws again what something else has written over")
  func redrawn() throws {
    try ProbeSession.run { session in
      let before = session.terminal.screen
      let line = Path(session.terminal.value(of: "pane_tty"))
      let descriptor = line.withCString { open($0, O_WRONLY | O_NOCTTY) }
      try #require(descriptor >= 0)
      _ = "\u{1B}[5;5HJUNK".withCString { write(descriptor, $0, 10) }
      close(descriptor)
      #expect(session.terminal.wait { $0.contains("JUNK") }.contains("JUNK"))
      session.terminal.press("C-l")
      #expect(session.terminal.wait { !$0.contains("JUNK") } == before)
    }
  }

  // MARK: Stopped and going on

  private func stop(_ session: ProbeSession) {
    session.terminal.press("C-z")
    #expect(session.terminal.wait { $0.contains("Stopped") }.contains("Stopped"))
    session.expectGivenBack()
  }

  @Test("Ctrl-Z gives the terminal to the shell; fg takes it again and draws everything, in a new size, too")
  func suspended() throws {
    try ProbeSession.run { session in
      let before = session.terminal.screen
      stop(session)
      session.terminal.type("fg\n")
      #expect(session.terminal.wait { $0 == before } == before)
      stop(session)
      session.terminal.resize(columns: 60, rows: 20)
      session.terminal.type("fg\n")
      #expect(session.terminal.wait { $0.contains("resize 60x20\n") }.contains("resize 60x20\n"))
      session.terminal.press("q")
      _ = session.terminal.wait { $0.contains("left") }
      session.expectGivenBack()
    }
  }

  @Test("In the background it waits for the terminal, and takes it when it is in front again")
  func background() throws {
    try ProbeSession.run { session in
      stop(session)
      session.terminal.type("clear; bg; until jobs -l | grep output; do sleep 0.1; done\n")
      #expect(session.terminal.wait { $0.contains("(tty output)") }.contains("(tty output)"))
      session.expectGivenBack()
      session.terminal.type("fg\n")
      #expect(session.terminal.wait { $0.contains("size 80x24\n") }.contains("size 80x24\n"))
      session.terminal.press("q")
      _ = session.terminal.wait { $0.contains("left") }
      session.expectGivenBack()
    }
  }

  @Test("Stopped by force and continued, it draws everything again")
  func forced() throws {
    try ProbeSession.run { session in
      let before = session.terminal.screen
      kill(try session.process, SIGSTOP)
      #expect(session.terminal.wait { $0.contains("Stopped") }.contains("Stopped"))
      session.terminal.type("fg\n")
      #expect(session.terminal.wait { $0 == before } == before)
      session.terminal.press("q")
      _ = session.terminal.wait { $0.contains("left") }
      session.expectGivenBack()
    }
  }

  @Test("Killed while it is stopped, it ends when it goes on, and leaves the terminal alone")
  func killedWhileStopped() throws {
    try ProbeSession.run { session in
      stop(session)
      kill(try session.process, SIGTERM)
      session.terminal.type("fg\n")
      let screen = session.terminal.wait { $0.contains("ended by signal 15") }
      #expect(screen.contains("ended by signal 15"))
      session.expectGivenBack()
    }
  }
}
