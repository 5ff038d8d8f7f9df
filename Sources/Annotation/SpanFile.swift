import Basis
import Files

/// A file of spans, `path,start,end,note`: `reviewed.csv` or `ignore.csv`.
///
/// Read as tolerantly as a tag file, and like there a row that is not understood is reported and kept. The note
/// may be missing where none is asked for.
public struct SpanFile<Span: AnnotatedSpan>: Sendable {
  /// The file, as it was named.
  public let name: Path
  /// The spans, sorted by path (as bytes), start, end and note, each once.
  public private(set) var spans: [Span] = []
  /// The rows that are not understood, as they stand, without line ends.
  public private(set) var keptRows: [[UInt8]] = []
  /// What is wrong with the kept rows, one issue a row.
  public private(set) var issues: [AnnotationError] = []

  /// Reads a file of spans. Throws `FileError`, and `AnnotationError.notText`.
  public init(reading path: Path) throws {
    try self.init(bytes: FileSystem.read(path), name: path)
  }

  /// Reads the bytes of a file of spans.
  public init(bytes: [UInt8], name: Path) throws {
    self.name = name
    var spans: [Span] = []
    for row in try RowReading.rows(bytes, name: name) {
      do {
        spans.append(try SpanFile.understand(row))
      } catch let misfit as RowReading.Misfit {
        keptRows.append(row.raw)
        issues.append(RowReading.error(misfit, in: row, of: name))
      }
    }
    self.spans = SpanFile.sorted(spans)
  }

  /// A file of these spans, in any order.
  public init(name: Path, spans: [Span]) {
    self.name = name
    self.spans = SpanFile.sorted(spans)
  }

  /// A file of these spans and rows that are not understood.
  init(name: Path, spans: [Span], keptRows: [[UInt8]]) {
    self.init(name: name, spans: spans)
    self.keptRows = keptRows
  }

  /// The same file with other spans; rows that are not understood stay.
  package func with(_ spans: [Span]) -> SpanFile { SpanFile(name: name, spans: spans, keptRows: keptRows) }

  /// The file as it is written: sorted, quotes only where they are needed, LF; then the rows that are not
  /// understood.
  public func bytes() -> [UInt8] {
    var writer = CSV.Writer()
    for span in spans {
      writer.field(span.path.bytes)
      writer.field(span.start)
      writer.field(span.end)
      writer.field(span.note)
      writer.endRow()
    }
    KeptRows.write(keptRows, to: &writer)
    return writer.bytes
  }

  /// Replaces the content of `path` by `bytes()`, atomically. Throws `FileError`.
  public func write(to path: Path) throws { try AtomicFile.write(bytes(), to: path) }

  private static func sorted(_ spans: [Span]) -> [Span] {
    Set(spans).sorted { left, right in
      left.path == right.path
        ? (left.start, left.end, left.note) < (right.start, right.end, right.note) : left.path < right.path
    }
  }

  private static func understand(_ row: CSV.Row) throws -> Span {
    let path = try RowReading.path(row)
    var fields = Array(row.fields)
    while fields.count > 4, let last = fields.last, last.isBlank { fields.removeLast() }
    let asksForNote = Span(path: path, start: 0, end: 1, note: "") == nil
    guard (asksForNote ? 4 : 3)...4 ~= fields.count else {
      let wanted = "path,start,end," + (asksForNote ? "how" : "reason")
      throw RowReading.Misfit(problem: .columns(row.fields.count, wanted: wanted), column: 1)
    }
    let (start, end) = (try RowReading.offset(fields[1]), try RowReading.offset(fields[2]))
    guard start < end else {
      throw RowReading.Misfit(problem: .emptySpan(start: start, end: end), column: 2)
    }
    let note = fields.count == 4 ? String(decoding: fields[3].trimmed, as: UTF8.self) : ""
    guard let span = Span(path: path, start: start, end: end, note: note) else {
      throw RowReading.Misfit(problem: .unknownReview(RowReading.shown(fields[3])), column: 4)
    }
    return span
  }
}
