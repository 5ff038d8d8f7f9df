import Basis

/// What a journal remembers, a line each.
public enum JournalRecord: Hashable, Sendable {
  /// Something was done. What had been undone before cannot be redone any more.
  case act(AnnotationAct)
  /// The last act that holds was taken back.
  case undo
  /// The last act that was taken back was done again.
  case redo
  /// Where the session is: the recording on the screen and the cursor, at 16 kHz.
  case place(recording: Path, cursor: Int)
  /// The tag files have all that stands before, but for the last `pending` records.
  case saved(pending: Int)
}

/// A line of a journal that could not be read.
public struct JournalLoss: Hashable, Sendable {
  /// Why a line is lost.
  public enum Reason: Hashable, Sendable {
    /// The file ends within it: its writer was stopped in the middle.
    case torn
    /// Its checksum does not fit.
    case damaged
    /// It is whole, but says what this version does not know.
    case unknown
  }

  /// The journal.
  public let journal: Path
  /// The line, from 1.
  public let line: Int
  /// Why it is lost.
  public let reason: Reason

  /// A line that is lost.
  public init(journal: Path, line: Int, reason: Reason) {
    self.journal = journal
    self.line = line
    self.reason = reason
  }

  /// The loss in three parts, to be said as a warning.
  public var warning: AnnotationError { .journalLine(reason, line: line, journal: journal) }
}
