import Annotation
import Annotator
import Basis

/// What is told of what came of saving.
enum DeskSaving {
  /// The words for an outcome, the least important first: the last one stays on the screen.
  static func messages(_ outcome: SaveOutcome) -> [Message] {
    var messages: [Message] = []
    if !outcome.takenOver.isEmpty {
      let changes = outcome.takenOver.count == 1 ? "1 change" : "\(outcome.takenOver.count) changes"
      messages.append(.note("\(changes) by somebody else taken over from the tag files"))
    }
    if let file = outcome.vanished.first {
      messages.append(.trouble("\(file) was emptied or removed by somebody else: its marks are kept"))
    }
    if let conflict = outcome.conflicts.first {
      let more = outcome.conflicts.count > 1 ? " (and \(outcome.conflicts.count - 1) more)" : ""
      messages.append(
        .trouble("\(conflict.recording): changed here and by somebody else, both kept: look at it" + more))
    }
    if let failure = outcome.failures.first { messages.append(unsaved(failure.error)) }
    return messages
  }

  /// The word for tag files that cannot be written.
  static func unsaved(_ error: any Error) -> Message {
    let place = ErrorText.plain(ErrorText.threeParts(of: error).place)
    return .trouble("not saved, but kept in the journal: \(ErrorText.short(error)): \(place)")
  }
}
