import Screen

/// Something that happened at the terminal.
public enum TerminalEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// Something was done with the mouse.
  case mouse(MouseEvent)
  /// The terminal has another size, or shows nothing any more: the next grid is drawn whole.
  case resize(Size)
  /// Another thread has called `wake()`, once or more often.
  case wake
  /// The program is asked to end: SIGINT (Ctrl-C), SIGTERM, or SIGHUP (the connection is lost; then every further
  /// call says so again).
  case interrupted(Int32)
}
