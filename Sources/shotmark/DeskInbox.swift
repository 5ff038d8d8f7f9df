import Annotation
import Annotator
import Labelling
import Synchronization
import Terminal

/// What other threads have for the annotator's loop.
final class DeskInbox: Sendable {
  enum Letter: Sendable {
    case message(Message)
    /// The tag files were written by a copy of the session, or not.
    case saving(Result<AnnotationSession.Saving, any Error>)
    /// A round of learning is over.
    case learnt(Result<LabellingLoop.Outcome, any Error>)
    case signal(Int32)
  }

  private let letters = Mutex<[Letter]>([])
  private let waker: TerminalWaker

  init(_ waker: TerminalWaker) { self.waker = waker }

  func put(_ letter: Letter) {
    letters.withLock { $0.append(letter) }
    waker()
  }

  func put(_ message: Message) { put(.message(message)) }

  /// All that has come, oldest first; afterwards there is none.
  func takeAll() -> [Letter] {
    letters.withLock { letters in
      defer { letters = [] }
      return letters
    }
  }
}
