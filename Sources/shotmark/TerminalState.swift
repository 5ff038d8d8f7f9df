#if canImport(Glibc)
  import Glibc
#endif

/// What is known about the terminal that a file descriptor leads to.
package enum TerminalState {
  /// Whether the descriptor leads to a terminal that can move its cursor.
  package static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && environment("TERM") != "dumb"
  }

  /// Whether this process may draw: it is the terminal's foreground job.
  package static func isForeground(_ descriptor: Int32) -> Bool {
    let foreground = tcgetpgrp(descriptor)
    return foreground < 0 || foreground == getpgrp()
  }

  /// Columns of the terminal, at least 1; 80 where it does not say.
  package static func width(_ descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// An environment variable; `nil` where it is unset or empty.
  package static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Whether messages are to be coloured on a descriptor (https://no-color.org).
  package static func wantsColour(_ choice: ColourChoice, _ descriptor: Int32) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto: environment("NO_COLOR") == nil && isTerminal(descriptor)
    }
  }
}
