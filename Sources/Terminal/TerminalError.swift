import Basis

/// Why a screen cannot be shown.
public enum TerminalError: ThreePartError, Equatable {
  /// Standard input or standard output.
  public enum Stream: Equatable, Sendable {
    case input, output
  }

  /// A stream is a file or a pipe.
  case notTerminal(Stream)
  /// `TERM` is not set.
  case terminalUnnamed
  /// `TERM` names a terminal that nobody here has described.
  case terminalUnknown(name: String)
  /// The terminal cannot place its cursor.
  case terminalIncapable(name: String)
  /// The system refuses, for a reason that it has a number for.
  case cannotOpen(code: Int32)
  /// Another screen of this process has the terminal.
  case taken
}
