import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Ctrl-C and a polite `kill`: the line is cleaned, a word said, and the process dies by the signal, so that the
/// shell sees 130 or 143. Nothing needs saving: every file is replaced whole or not at all.
package enum Interruption {
  /// Waits for the signals on a thread of its own. To be called first, while there is one thread: the others
  /// inherit that they do not get them. A signal that was ignored from the start (`nohup`) stays so.
  static func watch(_ farewell: @escaping @Sendable () -> Void) {
    signal(SIGPIPE, SIG_IGN)
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] where !isIgnored(number) { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let waiting = signals
    DispatchQueue(label: "signals").async {
      var waiting = waiting
      var number: Int32 = 0
      while true {
        while sigwait(&waiting, &number) != 0 {}
        guard let handler = diversion.withLock({ $0 }) else { break }
        handler(number)
      }
      farewell()
      die(by: number)
    }
  }

  private static let diversion = Mutex<(@Sendable (Int32) -> Void)?>(nil)

  /// Has signals told to `handler`, which then ends the process itself; with `nil` they end it as before.
  static func divert(to handler: (@Sendable (Int32) -> Void)?) { diversion.withLock { $0 = handler } }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }

  /// Dies by a signal, as whoever waits for this process expects.
  static func die(by number: Int32) {
    signal(number, SIG_DFL)
    var own = sigset_t()
    sigemptyset(&own)
    sigaddset(&own, number)
    pthread_sigmask(SIG_UNBLOCK, &own, nil)
    kill(getpid(), number)
    _exit(128 + number)
  }
}
