#if canImport(Glibc)
  import Glibc
#endif

/// Wakes a thread that waits for the terminal: from another thread, or from a signal's handler.
final class WakePipe: Sendable {
  /// Readable when somebody has called.
  let reading: Int32
  /// A byte into it wakes.
  let writing: Int32

  init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .cannotOpen(code: errno) }
    (reading, writing) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// Wakes; where nobody has looked for long, the pipe is full and its reader awake.
  func wake(_ byte: UInt8) { _ = withUnsafeBytes(of: byte) { write(writing, $0.baseAddress, 1) } }

  /// Empties the pipe; tells what was in it.
  func drain() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64)
    var all: [UInt8] = []
    while true {
      let count = read(reading, &bytes, bytes.count)
      guard count > 0 else { return all }
      all += bytes[..<count]
    }
  }
}

/// Wakes the thread that waits in `nextEvent`; may be called on any thread, also when the screen is gone.
public struct TerminalWaker: Sendable {
  let pipe: WakePipe

  /// Makes `nextEvent` return `.wake`. Many calls before it is looked at count as one.
  public func callAsFunction() { pipe.wake(TerminalWaker.mark) }

  /// What distinguishes it from a signal's byte, which is 0.
  static let mark: UInt8 = 1
}
