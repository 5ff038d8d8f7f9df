import Audio
import Basis
import Synchronization

/// When detection ends before the sound does: by Ctrl-C or a polite `kill`, after which what was found is written, or
/// because nobody reads any more what it tells.
final class DetectStop: Sendable {
  /// Why a recording was not gone through.
  struct Stopped: Error {}

  /// Ends what comes through standard input.
  let stream = StreamEnd()
  private let console: Console
  private let needsReader: Bool
  private let number = Atomic<Int32>(0)

  /// - Parameter needsReader: whether nothing is left to do where standard output is closed.
  init(_ console: Console, needsReader: Bool) {
    (self.console, self.needsReader) = (console, needsReader)
  }

  /// Takes signals over. The first one is obeyed when what was found is written; the second one at once.
  func watch() {
    Interruption.divert { [self] number in
      guard self.number.exchange(number, ordering: .relaxed) == 0 else {
        console.farewell()
        Interruption.die(by: number)
        return
      }
      stream.end()
    }
  }

  /// Whether a signal came.
  var isInterrupted: Bool { number.load(ordering: .relaxed) != 0 }

  /// Whether there is an end to be made.
  var isOn: Bool { isInterrupted || needsReader && console.isClosed }

  /// Throws where there is an end to be made.
  func check() throws { if isOn { throw Stopped() } }

  /// Ends the process by the signal that came, if one did; else signals end it as before.
  func end() {
    Interruption.divert(to: nil)
    guard isInterrupted else { return }
    try? console.flush()
    Interruption.die(by: number.load(ordering: .relaxed))
  }
}
