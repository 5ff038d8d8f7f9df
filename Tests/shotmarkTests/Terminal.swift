import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A program in a terminal of its own, by tmux.
struct Terminal {
  private let program: Path
  private let socket: String

  /// Whether there is tmux, and the system gives terminals: a bare chroot without /dev/pts does not.
  static let isPossible: Bool = {
    guard let terminal = try? Terminal(["sleep", "1"], in: "/") else { return false }
    terminal.close()
    return true
  }()

  /// What a skipped test says.
  static let absent: Comment = "needs tmux, and a system that gives terminals (/dev/pts)"

  /// Starts `words` in a terminal of `columns` × `rows`.
  init(
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
    guard run.status == 0 else { throw TerminalError(words: run.messages) }
    _ = try tmux(["set", "-g", "remain-on-exit", "on"])
  }

  private func tmux(_ words: [String]) throws -> Finished {
    try Program.run(
      program, (["-L", socket] + words).map { Array($0.utf8) }, environment: ["TERM": "xterm-256color"])
  }

  /// Types text; `\n` and `\t` are the keys.
  func type(_ text: String) { _ = try? tmux(["send-keys", "-l", text]) }

  /// Presses a key by tmux's name for it: `C-c`.
  func press(_ key: String) { _ = try? tmux(["send-keys", key]) }

  /// What is on the screen.
  var screen: String { (try? tmux(["capture-pane", "-p"]).text) ?? "" }

  /// The screen as soon as it fulfils `condition`, or after half a minute whatever it is by then.
  func wait(until condition: (String) -> Bool) -> String {
    var screen = screen
    for _ in 0..<600 where !condition(screen) {
      usleep(50_000)
      screen = self.screen
    }
    return screen
  }

  /// Ends the program and the terminal.
  func close() { _ = try? tmux(["kill-server"]) }
}

/// tmux could not start.
struct TerminalError: Error {
  let words: String
}
