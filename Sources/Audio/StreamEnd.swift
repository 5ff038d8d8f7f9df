#if canImport(Glibc)
  import Glibc
#endif

/// Ends sound that comes through a pipe before it ends by itself, whatever is being waited for.
public final class StreamEnd: Sendable {
  /// A pipe that holds a byte once the end is asked for; -1 where the system has none left.
  private let reading, writing: Int32

  /// An end that nobody has asked for.
  public init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 { for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) } }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    for end in [reading, writing] where end >= 0 { close(end) }
  }

  /// Asks for the end; from any thread.
  public func end() {
    var byte: UInt8 = 1
    _ = write(writing, &byte, 1)
  }

  /// Waits until a descriptor has something to read, or is at its end.
  ///
  /// - Returns: `false` where the end was asked for.
  func waits(for descriptor: Int32) -> Bool {
    var waiting = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&waiting, 2, -1) < 0, errno == EINTR {}
    return waiting[1].revents == 0
  }
}
