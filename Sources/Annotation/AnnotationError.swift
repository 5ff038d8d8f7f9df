import Basis

/// Why a row of a tag file or a file of spans is not understood.
public enum RowProblem: Hashable, Sendable {
  /// A quote is opened and never closed.
  case tornQuote
  /// Something other than a comma follows a closing quote.
  case textAfterQuote
  /// The first column is empty.
  case noPath
  /// There is a zero byte in the path, which no file's name can have.
  case zeroByte
  /// A single column with semicolons or tabs in it, and a digit at its end.
  case otherSeparator
  /// A single column in quotes that reaches over several lines: more likely two torn quotes than a name.
  case severalLines
  /// The first row has no numbers in it.
  case header
  /// No number.
  case noNumber(String)
  /// A number with a fraction.
  case notWhole(String)
  /// A number below zero.
  case negative(String)
  /// A number beyond a year of sound.
  case beyondAnyRecording(String)
  /// Another count of columns than the file's kind has.
  case columns(Int, wanted: String)
  /// A span that does not end behind its start.
  case emptySpan(start: Int, end: Int)
  /// A word that is none of those that say how a span was reviewed.
  case unknownReview(String)
}

/// What can be wrong with annotations.
public enum AnnotationError: ThreePartError, Hashable {
  /// A tag file whose name says no label.
  case noLabel(Path)
  /// A label that cannot name a file or a folder.
  case impossibleLabel(String, Path)
  /// Scores of proposals where tags are wanted.
  case scores(Path)
  /// A folder without tag files.
  case noTagFiles(Path)
  /// A file that is no text in UTF-8 or another encoding that keeps ASCII.
  case notText(Path)
  /// A row that is not understood, and is kept as it stands.
  case row(RowProblem, file: Path, line: Int, column: Int, recording: Path)
  /// What is wrong in a label file of another tool, and on which line from 1.
  case foreign(ForeignProblem, file: Path, line: Int?)
  /// Two files of one folder whose names say the same label.
  case sameLabel(String, Path, Path)
  /// No place to keep a journal in.
  case noStateFolder
  /// Another annotator has the folder.
  case held(AnnotationLock.Holder?, tags: Path)
  /// Marks that were changed in a file by others, and here too.
  case changedElsewhere(AnnotationConflict)
  /// A line of a journal that is lost.
  case journalLine(JournalLoss.Reason, line: Int, journal: Path)
  /// A journal that a newer version has written.
  case newerJournal(Path, version: Int)
}

extension AnnotationError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .noLabel(let file): "the name \(file.name) does not say which label the tags have"
    case .impossibleLabel(let label, _): "\"\(label)\" cannot be a label"
    case .scores: "these are the scores of proposals, not tags"
    case .noTagFiles: "there are no tag files in this folder"
    case .notText: "this is no CSV file in UTF-8"
    case .row(let problem, _, _, _, _): problem.what
    case .foreign(let problem, _, _): problem.what
    case .sameLabel(let label, let first, _): "\(label) is the label of \(first.name) and of this file too"
    case .noStateFolder: "there is no folder to keep the journal in"
    case .held(let holder, _):
      "another annotator has this folder open" + (holder.map { " (\($0.description))" } ?? "")
    case .changedElsewhere(let conflict):
      "\(conflict.theirs.count) marks were changed in the file by something else, next to \(conflict.ours.count) changed "
        + "here"
    case .journalLine(let reason, _, _): reason.what
    case .newerJournal(_, let version): "a newer version of Shotmark wrote this journal (format \(version))"
    }
  }

  /// The file, row and column, and the recording that the row is about.
  public var place: String {
    switch self {
    case .noLabel(let file), .impossibleLabel(_, let file), .scores(let file), .noTagFiles(let file),
      .notText(let file), .newerJournal(let file, _):
      file.description
    case .foreign(_, let file, let line): file.description + (line.map { ", line \($0)" } ?? "")
    case .sameLabel(_, _, let file), .held(_, let file): file.description
    case .noStateFolder: "the environment"
    case .changedElsewhere(let conflict):
      "\(conflict.file): \(AnnotationError.shortened(conflict.recording))"
    case .journalLine(_, let line, let journal): "\(journal), line \(line)"
    case .row(_, let file, let line, let column, let recording):
      "\(file), row \(line), column \(column): \(AnnotationError.shortened(recording))"
    }
  }

  /// What the person can do about it.
  public var remedy: String {
    switch self {
    case .noLabel: "say it with --label, for example --label GUN, or call the file GUN.csv"
    case .impossibleLabel: "use letters and digits, for example GUN"
    case .scores: "name the tag file beside it"
    case .noTagFiles: "name a folder with files like GUN.csv, or the file itself"
    case .notText: "check that it is the file you mean, and save it as CSV in UTF-8"
    case .row(let problem, _, _, _, _): problem.remedy
    case .foreign(let problem, _, _): problem.remedy
    case .sameLabel: "put all rows into one of them, and move the other away"
    case .noStateFolder: "set HOME or XDG_STATE_HOME to an absolute path"
    case .held: "look around, or close the other one first: nothing is written meanwhile"
    case .changedElsewhere: "both are kept: look at them, and delete what is wrong"
    case .journalLine(let reason, _, _): reason.remedy
    case .newerJournal: "use that version, or move the journal away once its marks are saved"
    }
  }

  /// The recording that a row names, where it is an offset behind it that is not understood.
  var recordingWithUnknownOffset: Path? {
    guard case .row(let problem, _, _, _, let recording) = self else { return nil }
    switch problem {
    case .noNumber, .notWhole, .negative, .beyondAnyRecording: return recording
    default: return nil
    }
  }

  private static func shortened(_ path: Path) -> String {
    let text = path.description
    return text.count <= 120 ? text : text.prefix(119) + "…"
  }
}

extension RowProblem {
  var what: String {
    switch self {
    case .tornQuote: "a quote is opened and never closed"
    case .textAfterQuote: "something other than a comma follows a closing quote"
    case .noPath: "the row names no recording"
    case .zeroByte: "there is a zero byte in the path"
    case .otherSeparator: "the columns are not separated by commas"
    case .severalLines: "a quoted path reaches over several lines, and no offset follows it"
    case .header: "the first row holds no offsets: it looks like a header"
    case .noNumber(let text): "\"\(text)\" is no offset"
    case .notWhole(let text): "the offset \(text) is no whole number of samples"
    case .negative(let text): "the offset \(text) is negative"
    case .beyondAnyRecording(let text): "the offset \(text) lies beyond a year of sound"
    case .columns(let count, let wanted): "the row has \(count) columns instead of \(wanted)"
    case .emptySpan(let start, let end): "the span from \(start) to \(end) is empty"
    case .unknownReview(let word): "\"\(word)\" does not say how the span was reviewed"
    }
  }

  var remedy: String {
    switch self {
    case .tornQuote, .textAfterQuote:
      "put the whole path between double quotes, and write a quote inside it twice"
    case .noPath, .zeroByte: "correct the path, or delete the row"
    case .otherSeparator: "save the file with commas between the columns"
    case .severalLines: "remove the two quotes, if they are torn; else write a comma behind the path"
    case .header: "delete it: after the path come offsets at 16 kHz, without titles"
    case .noNumber: "correct the number; if the comma before it belongs to the path, put the path in quotes"
    case .notWhole: "offsets count samples at 16 kHz: multiply seconds by 16000 and round"
    case .negative: "delete the tag, or correct it"
    case .beyondAnyRecording: "correct the number: offsets count samples at 16 kHz"
    case .columns(_, let wanted): "write \(wanted)"
    case .emptySpan: "write the smaller offset first, or delete the row"
    case .unknownReview: "write listened, seen or screened"
    }
  }
}

extension JournalLoss.Reason {
  var what: String {
    switch self {
    case .torn: "the last line of the journal is torn: the writing of it was interrupted"
    case .damaged: "a line of the journal is damaged, and what it said is lost"
    case .unknown: "a line of the journal says what this version does not know"
    }
  }

  var remedy: String {
    switch self {
    case .torn: "check the last mark you made"
    case .damaged: "check the last marks; the file as it was lies beside it, with .damaged behind its name"
    case .unknown:
      "use the version that wrote it"
    }
  }
}
