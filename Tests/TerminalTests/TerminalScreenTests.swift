import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite(
  "A screen in a terminal", .serialized,
  .enabled(if: TerminalSession.isPossible, "\(TerminalSession.absent)"))
struct TerminalScreenTests {
  @Test("Every cell is shown, from tiny to large", arguments: [(40, 10), (80, 24), (300, 100)])
  func sizes(columns: Int, rows: Int) throws {
    try ProbeSession.run(columns: columns, rows: rows) { session in
      let lines = session.terminal.screen.split(separator: "\n", omittingEmptySubsequences: false)
      let edge = String(repeating: "#", count: columns)
      #expect(lines.first == "#⣿▀é" + edge.dropFirst(4))
      #expect(lines.dropFirst(rows - 1).first == Substring(edge))
      #expect(session.terminal.value(of: "alternate_on") == "1")
      #expect(session.terminal.value(of: "cursor_flag") == "0")
      session.terminal.press("q")
      try session.expectEnd(status: 0)
    }
  }

  @Test(
    "Colours are what the terminal has",
    arguments: [
      ("TERM=screen-256color", "indexed256 braille", "\u{1B}[1m\u{1B}[38;5;41m"),
      ("TERM=xterm-256color COLORTERM=truecolor", "truecolor braille", "\u{1B}[1m\u{1B}[38;2;12;200;100m"),
      ("TERM=screen", "eight braille", "\u{1B}[1m\u{1B}[32m"),
      ("TERM=xterm-256color NO_COLOR=1", "none braille", "\u{1B}[1m"),
      ("TERM=vt100", "none braille", "\u{1B}[1m"),
      ("TERM=linux", "eight halfBlocks", "\u{1B}[1m\u{1B}[32m"),
      ("TERM=screen-256color LC_ALL=C", "indexed256 ascii", "\u{1B}[1m\u{1B}[38;5;41m"),
    ])
  func colors(setting: String, tiers: String, look: String) throws {
    try ProbeSession.run(setting: setting) { session in
      #expect(session.terminal.screen.contains("\n\(tiers)\n"))
      let glyphs = tiers.hasSuffix("ascii") ? ":#?" : "⣿▀é"
      #expect(session.terminal.screen.hasPrefix("#\(glyphs)#"))
      let colored = session.terminal.coloredScreen
      #expect(colored.contains(look) && !colored.contains("\u{1B}[1m\u{1B}[3") == tiers.hasPrefix("none"))
      session.terminal.press("q")
      try session.expectEnd(status: 0)
    }
  }

  @Test(
    "What is no terminal, or no usable one, is refused in three parts, and nothing was changed",
    arguments: [
      ("TERM=dumb", "", "a terminal of the kind dumb cannot place its cursor"),
      ("TERM=", "", "TERM is not set"),
      ("unset TERM;", "", "TERM is not set"),
      ("TERM=vt9000", "", "nobody here has described a terminal of the kind vt9000"),
      ("", "< /dev/null", "standard input is no terminal"),
      ("", "| cat; exit 1", "standard output is no terminal"),
    ])
  func refused(setting: String, arguments: String, words: String) throws {
    let session = try ProbeSession(columns: 150, setting: setting, arguments)
    defer { session.terminal.close() }
    try session.expectEnd(status: 1)
    let screen = session.terminal.screen
    #expect(screen.contains("error: ") && screen.contains(words) && screen.contains("\n  fix: "), "\(screen)")
  }

  @Test(
    "Whatever signal ends the program, the terminal is given back, and the shell sees the signal",
    arguments: [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS, SIGUSR1,
      SIGPIPE, SIGALRM,
    ])
  func killed(signal: Int32) throws {
    try ProbeSession.run { session in
      kill(try session.process, signal)
      try session.expectEnd(status: 128 + signal)
    }
  }

  /// What an index out of bounds becomes.
  #if arch(x86_64)
    private static let trap = SIGILL
  #else
    private static let trap = SIGTRAP
  #endif

  @Test(
    "So it is when the program exits by itself, traps here or on another thread, or its stack runs over",
    arguments: [("E", 3), ("C", 128 + trap), ("D", 128 + trap), ("O", 128 + SIGSEGV)])
  func ended(key: String, status: Int32) throws {
    try ProbeSession.run { session in
      session.terminal.press(key)
      try session.expectEnd(status: status)
    }
  }

  /// Swift's own crash handler reads what the address sanitizer forbids.
  private static let canTrace = dlsym(nil, "__asan_init") == nil

  @Test(
    "Who else wants to know of a crash is told, on a terminal that is given back",
    .enabled(if: canTrace, "not under the address sanitizer"))
  func traced() throws {
    try ProbeSession.run(
      setting: "SWIFT_BACKTRACE=enable=yes,interactive=no,color=no,threads=crashed,limit=4"
    ) {
      session in
      session.terminal.press("C")
      try session.expectEnd(status: 128 + Self.trap)
    }
  }

  @Test("Ctrl-C and Ctrl-\\ are signals")
  func typedSignals() throws {
    for (key, signal) in [("C-c", SIGINT), ("C-\\", SIGQUIT)] {
      try ProbeSession.run { session in
        session.terminal.press(key)
        try session.expectEnd(status: 128 + signal)
      }
    }
  }

  @Test("A program that hangs is ended by asking again")
  func hanging() throws {
    try ProbeSession.run("--stubborn") { session in
      let process = try session.process
      for _ in 0..<3 {
        kill(process, SIGTERM)
        usleep(100_000)
      }
      try session.expectEnd(status: 128 + SIGTERM)
    }
  }

  @Test(
    "A lost connection ends the program, also where the signal for it is ignored",
    arguments: ["", "trap \"\" HUP;"])
  func lost(setting: String) throws {
    try ProbeSession.run(setting: setting) { session in
      let process = try session.process
      session.terminal.close()
      #expect(session.isGone(process))
    }
  }

  @Test("Signals come to the screen, also where another thread waits for them")
  func waitedFor() throws {
    try ProbeSession.run("--waits-for-signals") { session in
      kill(try session.process, SIGTERM)
      try session.expectEnd(status: 128 + SIGTERM)
    }
  }

  @Test("A terminal has one screen at a time, and the second one changes nothing")
  func twice() throws {
    try ProbeSession.run { session in
      session.terminal.type("Ta")
      let screen = session.terminal.wait { $0.contains("key a\n") }
      #expect(screen.contains("the terminal shows another screen of this program\nkey a\n"))
      kill(try session.process, SIGTERM)
      try session.expectEnd(status: 128 + SIGTERM)
    }
  }

  @Test("A terminal that takes no more bytes does not keep the program from ending")
  func hangingLine() throws {
    try ProbeSession.run(columns: 300, rows: 100, "--silent") { session in
      let (process, server) = (try session.process, try #require(pid_t(session.terminal.value(of: "pid"))))
      kill(server, SIGSTOP)
      defer { kill(server, SIGCONT) }
      // Each makes it draw everything, until the line is full and it is stuck in the middle of a picture.
      for _ in 0..<300 {
        kill(process, SIGWINCH)
        usleep(2000)
      }
      kill(process, SIGTERM)
      #expect(session.isGone(process))
    }
  }
}
