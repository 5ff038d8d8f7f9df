import Basis
import Files

/// What can be read of a journal's file.
struct JournalReading {
  static let header = JournalLine(number: 0, .header(version: JournalLine.version)).bytes
  /// Beyond any session: some ten million acts.
  private static let sizeLimit = 1 << 31

  let path: Path
  let bytes: [UInt8]
  /// The lines that are whole, in their order.
  private(set) var lines: [JournalLine] = []
  private(set) var records: [JournalRecord] = []
  private(set) var losses: [JournalLoss] = []
  private(set) var order = JournalOrder()
  /// Whether the last line has no end.
  private(set) var isTorn = false
  /// How many bytes there are before it.
  private(set) var wholeLength = 0

  /// Reads the file, which may be missing. Throws `FileError`, `AnnotationError.newerJournal`.
  init(_ path: Path) throws {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path, limit: JournalReading.sizeLimit)
    } catch FileError.notFound {
      bytes = []
    }
    try self.init(bytes, path)
  }

  /// Reads a file's bytes.
  init(_ bytes: [UInt8], _ path: Path) throws {
    self.bytes = bytes
    self.path = path
    try readLines()
  }

  /// A file of these records alone.
  static func file(of records: [JournalRecord]) -> [UInt8] {
    var order = JournalOrder()
    var bytes = header
    for (index, record) in records.enumerated() {
      if let content = order.content(of: record) { bytes += JournalLine(number: index + 1, content).bytes }
      order.follow(record, number: index + 1)
    }
    return bytes
  }

  private mutating func readLines() throws {
    let lineEnd = UInt8(ascii: "\n")
    var start = 0
    var lineNumber = 0
    while start < bytes.count {
      lineNumber += 1
      let end = bytes[start...].firstIndex(of: lineEnd)
      if end == nil {
        isTorn = true
        wholeLength = start
      }
      if start < end ?? bytes.count {
        try read(bytes[start..<(end ?? bytes.count)], lineNumber, isWhole: end != nil)
      }
      start = (end ?? bytes.count) + 1
    }
  }

  private mutating func read(_ text: ArraySlice<UInt8>, _ number: Int, isWhole: Bool) throws {
    do {
      let line = try JournalLine(text)
      if case .header(let version) = line.content {
        guard version <= JournalLine.version else {
          throw AnnotationError.newerJournal(path, version: version)
        }
        return
      }
      guard line.number > lines.last?.number ?? 0 else { throw JournalLine.Misfit(reason: .damaged) }
      lines.append(line)
      records += order.records(of: line)
      // All of the line is there but its end, which the next one brings with it.
      if !isWhole { wholeLength = text.endIndex }
    } catch let misfit as JournalLine.Misfit {
      losses.append(JournalLoss(journal: path, line: number, reason: isWhole ? misfit.reason : .torn))
    }
  }
}
