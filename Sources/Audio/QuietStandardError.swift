import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Calls into libraries that write to standard error what nobody asked for, and what would spoil a screen.
enum QuietStandardError {
  /// How many threads want it quiet, and where standard error led before.
  private static let state = Mutex((count: 0, saved: Int32(-1)))

  /// Runs `body` with the process's standard error led to /dev/null, until the last of the threads that want it is done.
  static func during<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.withLock { state in
      state.count += 1
      if state.count == 1 { state.saved = silence() }
    }
    defer {
      state.withLock { state in
        state.count -= 1
        if state.count == 0 { restore(state.saved) }
      }
    }
    return try body()
  }

  /// Returns a descriptor for where standard error led, -1 where it stays as it is.
  private static func silence() -> Int32 {
    let saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    guard saved >= 0 else { return -1 }
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    if nowhere >= 0 {
      dup2(nowhere, STDERR_FILENO)
      close(nowhere)
    }
    return saved
  }

  private static func restore(_ saved: Int32) {
    guard saved >= 0 else { return }
    dup2(saved, STDERR_FILENO)
    close(saved)
  }
}
