#if canImport(Glibc)
  import Glibc
#endif

/// Calls into libraries that write to standard error what nobody asked for.
enum QuietStandardError {
  /// Runs `body` with the process's standard error led to /dev/null. One thread at a time.
  static func during<Result>(_ body: () throws -> Result) rethrows -> Result {
    let saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer {
      if saved >= 0, nowhere >= 0 { dup2(saved, STDERR_FILENO) }
      if saved >= 0 { close(saved) }
      if nowhere >= 0 { close(nowhere) }
    }
    if saved >= 0, nowhere >= 0 { dup2(nowhere, STDERR_FILENO) }
    return try body()
  }
}
