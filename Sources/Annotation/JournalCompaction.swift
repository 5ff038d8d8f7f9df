import Basis

/// Makes a journal short whose acts are all saved.
enum JournalCompaction {
  /// The records to go on with, or `nil` where the journal should stay as it is: something is not saved yet, or it
  /// is no more than three times as long as it would become at most.
  static func records(_ records: [JournalRecord], keeping kept: Int) -> [JournalRecord]? {
    guard records.count > 3 * max(1, kept) else { return nil }
    let history = AnnotationHistory(replaying: records)
    guard history.isSaved else { return nil }
    let done = history.done.suffix(kept)
    let undone = history.undone.suffix(kept)
    var result = (done + undone.reversed()).map { JournalRecord.act($0) }
    result += undone.map { _ in .undo }
    result += history.places.map { .place(recording: $0.recording, cursor: $0.cursor) }
    result.append(.saved(pending: 0))
    return result.count < records.count / 2 ? result : nil
  }
}
