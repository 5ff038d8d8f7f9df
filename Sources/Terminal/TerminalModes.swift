#if canImport(Glibc)
  import Glibc
#endif

/// How the system treats what is typed at a terminal.
struct TerminalModes {
  /// As it was found.
  let found: termios
  /// Keys as they are typed, at once and unseen. Ctrl-C, Ctrl-Z and Ctrl-\ stay signals: they work when all else hangs.
  let ours: termios

  init(of input: Int32) throws(TerminalError) {
    var modes = termios()
    guard tcgetattr(input, &modes) == 0 else { throw .cannotOpen(code: errno) }
    found = modes
    modes.c_iflag &= ~tcflag_t(IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP | BRKINT | PARMRK)
    // The system need not look through what is sent: a quarter of a large picture's time would go there.
    modes.c_oflag &= ~tcflag_t(OPOST)
    modes.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | IEXTEN)
    modes.c_lflag |= tcflag_t(ISIG | NOFLSH)
    withUnsafeMutableBytes(of: &modes.c_cc) { codes in
      codes[Int(VMIN)] = 1
      codes[Int(VTIME)] = 0
    }
    ours = modes
  }

  /// Sets ours; false where the terminal is gone.
  func apply(to input: Int32) -> Bool {
    var modes = ours
    var outcome = tcsetattr(input, TCSANOW, &modes)
    // Started again in the background, the call stops the process and is interrupted when it goes on.
    while outcome < 0, errno == EINTR { outcome = tcsetattr(input, TCSANOW, &modes) }
    return outcome == 0
  }

  /// How many columns and rows a terminal has; `nil` where it does not know.
  static func size(of terminal: Int32) -> (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
