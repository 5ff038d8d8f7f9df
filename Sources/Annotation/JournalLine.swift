import Basis

/// One line of a journal's file: a record, its number, and what it rests on.
///
///     3f2a09c1 17 act 16 48000 range/a%20b.wav +tag = GUN 47210
///
/// In front stands the checksum of the rest. Words are divided by single blanks; blanks, control characters and
/// percent signs within them are written as `%` and two digits, `=` is the act's own recording.
struct JournalLine: Equatable {
  /// The version of the format.
  static let version = 1

  enum Content: Equatable {
    case header(version: Int)
    /// `top`: the number of the act below it, which was the last that held; 0 for none.
    case act(AnnotationAct, top: Int)
    /// The act that is taken back.
    case undo(Int)
    /// The act that is done again.
    case redo(Int)
    case place(recording: Path, cursor: Int)
    case saved(pending: Int)
  }

  /// Its place in the order of lines: numbers only grow.
  let number: Int
  let content: Content

  /// The line as it is written. A line end in front as well as behind: no single byte can tie two lines together.
  var bytes: [UInt8] {
    var writer = JournalWords(reserving: JournalLine.checksumLength)
    writer.add(number)
    switch content {
    case .header(let version):
      writer.add(word: "shotmark-journal")
      writer.add(version)
    case .act(let act, let top):
      writer.add(word: "act")
      writer.add(top)
      writer.add(act.cursor)
      writer.add(act.recording.bytes)
      for change in act.changes { writer.add(change, of: act.recording) }
    case .undo(let act):
      writer.add(word: "undo")
      writer.add(act)
    case .redo(let act):
      writer.add(word: "redo")
      writer.add(act)
    case .place(let recording, let cursor):
      writer.add(word: "place")
      writer.add(cursor)
      writer.add(recording.bytes)
    case .saved(let pending):
      writer.add(word: "saved")
      writer.add(pending)
    }
    let digits = String(CRC32.checksum(writer.words), radix: 16)
    let checksum = "\n" + String(repeating: "0", count: 8 - digits.count) + digits + " "
    return writer.line(beginning: Array(checksum.utf8))
  }

  /// A line end, eight digits and a blank.
  private static let checksumLength = 10

  init(number: Int, _ content: Content) {
    self.number = number
    self.content = content
  }

  /// What a line says, without its line ends; throws the reason why nothing can be made of it.
  init(_ line: ArraySlice<UInt8>) throws(Misfit) {
    let payload = line.dropFirst(9)
    guard line.count > 9, let text = String(validating: line.prefix(8), as: UTF8.self),
      let checksum = UInt32(text, radix: 16), line[line.startIndex + 8] == 0x20,
      checksum == CRC32.checksum(payload)
    else { throw Misfit(reason: .damaged) }
    var words = JournalWordReader(payload)
    guard let number = words.number(), let kind = words.text(),
      let content = JournalLine.content(kind, &words), words.isAtEnd
    else { throw Misfit(reason: .unknown) }
    self.init(number: number, content)
  }

  struct Misfit: Error { let reason: JournalLoss.Reason }

  private static func content(_ kind: String, _ words: inout JournalWordReader) -> Content? {
    switch kind {
    case "shotmark-journal": words.rest().map { Content.header(version: $0) }
    case "act":
      if let top = words.number(), let act = words.act() { .act(act, top: top) } else { nil }
    case "undo": words.number().map { .undo($0) }
    case "redo": words.number().map { .redo($0) }
    case "place":
      if let cursor = words.integer(), let path = words.path() {
        .place(recording: path, cursor: cursor)
      } else {
        nil
      }
    case "saved": words.number().map { .saved(pending: $0) }
    default: nil
    }
  }
}
