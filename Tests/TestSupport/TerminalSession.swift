import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A program in a terminal of its own, by tmux.
public struct TerminalSession {
  private let program: Path
  private let socket: String

  /// Whether there is tmux, and the system gives terminals: a bare chroot without /dev/pts does not.
  public static let isPossible: Bool = {
    guard let terminal = try? TerminalSession(["sleep", "1"], in: "/") else { return false }
    terminal.close()
    return true
  }()

  /// What a skipped test says.
  public static let absent = "needs tmux, and a system that gives terminals (/dev/pts)"

  /// Starts `words` in a terminal of `columns` × `rows`.
  public init(
    _ words: [String], columns: Int = 100, rows: Int = 24, environment: [String: String] = [:],
    in folder: Path
  ) throws {
    guard let program = Program.installed("tmux") else { throw SpawnError(program: "tmux", code: ENOENT) }
    self.program = program
    socket = "shotmark-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    let variables = environment.flatMap { ["-e", "\($0.key)=\($0.value)"] }
    let size = ["-x", "\(columns)", "-y", "\(rows)"]
    let run = try tmux(
      ["-f", "/dev/null", "new-session", "-d"] + size + variables + ["-c", folder.description] + words)
    guard run.status == 0 else { throw SessionError(words: run.messages) }
    _ = try tmux(["set", "-g", "remain-on-exit", "on"])
  }

  private func tmux(_ words: [String]) throws -> Finished {
    try Program.run(
      program, (["-L", socket] + words).map { Array($0.utf8) }, environment: ["TERM": "xterm-256color"])
  }

  /// Types text; `\n` and `\t` are the keys.
  public func type(_ text: String) { _ = try? tmux(["send-keys", "-l", text]) }

  /// Presses a key by tmux's name for it: `C-c`.
  public func press(_ key: String) { _ = try? tmux(["send-keys", key]) }

  /// What is on the screen.
  public var screen: String { (try? tmux(["capture-pane", "-p"]).text) ?? "" }

  /// The screen as soon as it fulfils `condition`, or after two minutes whatever it is by then: other tests may keep
  /// the machine busy.
  public func wait(until condition: (String) -> Bool) -> String {
    var screen = screen
    for _ in 0..<2400 {
      if condition(screen) { break }
      usleep(50_000)
      screen = self.screen
    }
    return screen
  }

  /// Makes it `columns` × `rows`.
  public func resize(columns: Int, rows: Int) {
    _ = try? tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Sends bytes as if keys had sent them.
  public func send(_ bytes: [UInt8]) {
    _ = try? tmux(["send-keys", "-H"] + bytes.map { String($0, radix: 16) })
  }

  /// The screen with the sequences that make its colours.
  public var coloredScreen: String { (try? tmux(["capture-pane", "-p", "-e"]).text) ?? "" }

  /// What tmux knows of the terminal by a name: `alternate_on`, `cursor_flag`.
  public func value(of name: String) -> String {
    let text = (try? tmux(["display-message", "-p", "#{\(name)}"]).text) ?? ""
    return String(text.prefix { $0 != "\n" })
  }

  /// Ends the program and the terminal.
  public func close() { _ = try? tmux(["kill-server"]) }
}

/// tmux could not start.
public struct SessionError: Error {
  public let words: String
}
