#if canImport(Glibc)
  import Glibc
#endif

extension TerminalError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .notTerminal(.input): "standard input is no terminal, so no keys can be read"
    case .notTerminal(.output): "standard output is no terminal, so nothing can be shown"
    case .terminalUnnamed: "the terminal's kind is not known: TERM is not set"
    case .terminalUnknown(let name): "nobody here has described a terminal of the kind \(printable(name))"
    case .terminalIncapable(let name): "a terminal of the kind \(printable(name)) cannot place its cursor"
    case .cannotOpen(let code): "the terminal cannot be opened: \(String(cString: strerror(code)))"
    case .taken: "the terminal shows another screen of this program"
    }
  }

  /// Where it is.
  public var place: String {
    switch self {
    case .notTerminal(.input): "standard input"
    case .notTerminal(.output): "standard output"
    case .terminalUnnamed, .terminalUnknown, .terminalIncapable: "the environment variable TERM"
    case .cannotOpen, .taken: "this terminal"
    }
  }

  /// What the person can do about it.
  public var remedy: String {
    switch self {
    case .notTerminal: "run it in a terminal, without < > | around it; over SSH with: ssh -t"
    case .terminalUnnamed: "say which terminal it is: TERM=xterm-256color fits most"
    case .terminalUnknown:
      "set TERM=xterm-256color, or copy the description from where the terminal is: infocmp | ssh HOST tic -"
    case .terminalIncapable: "use another terminal; if this is one of today's, set TERM=xterm-256color"
    case .cannotOpen: "try again in a new terminal"
    case .taken: "give the terminal back first"
    }
  }

  /// A value of the environment may hold anything; as part of a message it must not move the cursor.
  private func printable(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.prefix(60).map { $0.value < 32 || $0.value == 127 ? "?" : $0 }))
  }
}
