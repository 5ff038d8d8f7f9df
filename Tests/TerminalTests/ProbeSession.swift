import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The program `terminal-probe`, started from a shell in a terminal of its own.
struct ProbeSession {
  let terminal: TerminalSession
  private let folder: TemporaryFolder

  /// Starts a shell, notes the terminal's modes, and runs the probe.
  ///
  /// - Parameters:
  ///   - setting: what stands before the program on the shell's line: `TERM=dumb`.
  ///   - arguments: what stands behind it.
  init(columns: Int = 80, rows: Int = 24, setting: String = "", _ arguments: String = "") throws {
    folder = try TemporaryFolder()
    // The crashes are meant, nobody wants to read of them.
    let variables = [
      "PS1": "% ", "SWIFT_BACKTRACE": "enable=no",
      "ASAN_OPTIONS": "detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0",
      "PROBE": Program.built("terminal-probe").description,
    ]
    terminal = try TerminalSession(
      ["bash", "--norc", "--noprofile"], columns: columns, rows: rows, environment: variables, in: folder.path
    )
    _ = terminal.wait { $0.contains("%") }
    terminal.type("ulimit -c 0; clear; stty -a > before\n")
    let run = "sh -c 'echo $$ > number; \(setting) exec \"$PROBE\" \(arguments)'"
    terminal.type("\(run)\n")
  }

  /// Runs `body` as soon as the probe shows its size.
  static func run(
    columns: Int = 80, rows: Int = 24, setting: String = "", _ arguments: String = "",
    _ body: (ProbeSession) throws -> Void
  ) throws {
    let session = try ProbeSession(columns: columns, rows: rows, setting: setting, arguments)
    defer { session.terminal.close() }
    let screen = session.terminal.wait { $0.contains("size \(columns)x\(rows)") }
    #expect(screen.contains("size \(columns)x\(rows)"))
    try body(session)
  }

  /// The probe's process.
  var process: pid_t {
    get throws {
      let text = String(decoding: try FileSystem.read(folder.path.appending("number")), as: UTF8.self)
      return try #require(pid_t(text.prefix { $0 != "\n" }))
    }
  }

  /// Whether that process is gone, or is within ten seconds.
  func isGone(_ process: pid_t) -> Bool {
    for _ in 0..<200 {
      if kill(process, 0) != 0 { return true }
      usleep(50_000)
    }
    return false
  }

  /// The terminal is as the shell had it: cursor, screen, mouse, keypad.
  func expectGivenBack(_ location: SourceLocation = #_sourceLocation) {
    let states = [
      "alternate_on", "cursor_flag", "mouse_any_flag", "mouse_sgr_flag", "keypad_flag", "keypad_cursor_flag",
    ]
    let expected = ["0", "1", "0", "0", "0", "0"]
    #expect(states.map(terminal.value) == expected, sourceLocation: location)
  }

  /// The probe ends with a status, the terminal is given back, and the shell finds its modes as they were.
  func expectEnd(status: Int32, _ location: SourceLocation = #_sourceLocation) throws {
    _ = terminal.wait { _ in terminal.value(of: "alternate_on") == "0" }
    terminal.type("echo status=$?; stty -a > after; echo all done | tr a-z A-Z\n")
    let screen = terminal.wait { $0.contains("ALL DONE") }
    #expect(screen.contains("status=\(status)\n"), "\(screen)", sourceLocation: location)
    expectGivenBack(location)
    let before = try FileSystem.read(folder.path.appending("before"))
    let after = try FileSystem.read(folder.path.appending("after"))
    #expect(
      String(decoding: before, as: UTF8.self) == String(decoding: after, as: UTF8.self),
      sourceLocation: location)
  }
}
