import Basis

/// Comma-separated values (RFC 4180) as bytes with positions.
///
/// Read in any shape that is about: with a byte order mark or not; lines ended by LF, CRLF or CR; quotes with
/// commas, line ends and doubled quotes inside; blanks around a quoted field. Empty lines are no rows.
/// A row whose quotes make no sense ends with its first line and says so in `problem`; reading goes on behind
/// it, so that one torn quote does not swallow the rest of the file.
public enum CSV {
  /// What is wrong with a row's quotes.
  public enum Problem: UInt8, Equatable, Sendable {
    /// A quote is opened and never closed.
    case tornQuote = 1
    /// Something other than a comma follows a closing quote.
    case textAfterQuote = 2
  }

  /// The rows of a file. The bytes are kept, not copied: rows and fields are views of them.
  ///
  /// Of files beyond 4 GiB only the rows that end before that are read.
  public static func parse(_ bytes: [UInt8]) -> [Row] {
    let table = CSVTable(bytes)
    return (0..<table.rows.count).map { Row(table: table, index: $0) }
  }

  /// One row.
  public struct Row: Sendable {
    let table: CSVTable
    let index: Int

    /// The line that the row begins on, from 1.
    public var line: Int { Int(table.rows[index].line) }
    /// What is wrong with its quotes; such a row has one field, the line as it stands.
    public var problem: Problem? { Problem(rawValue: table.rows[index].problem) }
    /// Where the row stands in the file's bytes, without its line end.
    public var range: Range<Int> { table.range(ofRow: index) }
    /// The row as it stands in the file, without its line end.
    public var raw: [UInt8] { Array(table.bytes[range]) }
    /// Its fields; at least one.
    public var fields: Fields { Fields(table: table, row: index) }
  }

  /// The fields of one row.
  public struct Fields: RandomAccessCollection, Sendable {
    let table: CSVTable
    let first: Int
    let start: Int
    let hasProblem: Bool
    /// 0.
    public let startIndex = 0
    /// Their count.
    public let endIndex: Int

    init(table: CSVTable, row: Int) {
      self.table = table
      let entry = table.rows[row]
      first = Int(entry.firstField)
      start = Int(entry.start)
      hasProblem = entry.problem != 0
      endIndex = table.firstField(ofRow: row + 1) - first
    }

    /// The field at a position from 0.
    public subscript(position: Int) -> Field {
      precondition(position >= 0 && position < endIndex, "no such field")
      let start = position == 0 ? start : Int(table.ends[first + position - 1]) + 1
      return Field(
        table: table, start: start, end: Int(table.ends[first + position]), column: position + 1,
        isVerbatim: hasProblem)
    }
  }
}

/// A file's bytes, and where its rows and fields end in them: four bytes a field, sixteen a row.
final class CSVTable: Sendable {
  struct RowEntry {
    var start: UInt32
    var firstField: UInt32
    var line: UInt32
    var problem: UInt8
  }

  let bytes: [UInt8]
  let rows: [RowEntry]
  /// For each field the position of the comma or line end behind it.
  let ends: [UInt32]

  init(_ bytes: [UInt8]) {
    var scanner = CSVScanner()
    bytes.withUnsafeBufferPointer { scanner.scan($0) }
    self.bytes = bytes
    rows = scanner.rows
    ends = scanner.ends
  }

  func firstField(ofRow row: Int) -> Int { row < rows.count ? Int(rows[row].firstField) : ends.count }

  func range(ofRow row: Int) -> Range<Int> {
    Int(rows[row].start)..<Int(ends[firstField(ofRow: row + 1) - 1])
  }
}
