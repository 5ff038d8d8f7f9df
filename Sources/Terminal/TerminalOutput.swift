#if canImport(Glibc)
  import Glibc
#endif

/// The way to the terminal. A line that hangs never keeps the program from ending.
final class TerminalOutput {
  /// Where bytes go.
  let descriptor: Int32

  /// Opens the terminal once more: that writing must not block is then not the shell's business, too.
  init(_ terminal: Int32) {
    var name = [CChar](repeating: 0, count: 256)
    let flags = O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC
    let opened = ttyname_r(terminal, &name, name.count) == 0 ? open(name, flags) : -1
    descriptor = opened >= 0 ? opened : fcntl(terminal, F_DUPFD_CLOEXEC, 3)
  }

  deinit { close(descriptor) }

  /// Sends bytes, and waits for as long as the terminal takes; `false` when `isEnding` says to give up, or the
  /// terminal is gone.
  func send(_ bytes: [UInt8], isEnding: () -> Bool) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = write(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
        if count > 0 {
          sent += count
        } else if errno == EAGAIN || errno == EINTR {
          // Not for long: a signal that came just before is not to be waited out.
          var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          if poll(&room, 1, 200) <= 0, isEnding() { return false }
        } else {
          return false
        }
      }
      return true
    }
  }
}
