import Basis
import Files

/// The rules that tag files and files of spans share for paths, offsets and rows that make no sense.
enum RowReading {
  /// Offsets beyond this are mistakes: a year of sound.
  static let offsetLimit = Sampling.rate * 86_400 * 366

  /// What is wrong in a column.
  struct Misfit: Error {
    let problem: RowProblem
    let column: Int
  }

  /// The rows of a file that is text, but for those with nothing but blanks and commas. Throws `AnnotationError.notText` for UTF-16, sound files and the like.
  static func rows(_ bytes: [UInt8], name: Path) throws -> [CSV.Row] {
    // One zero byte may be an accident; UTF-16, spreadsheets and sound files begin with many.
    guard bytes.prefix(64).count(where: { $0 == 0 }) < 4 else { throw AnnotationError.notText(name) }
    return CSV.parse(bytes).filter { row in !row.fields.allSatisfy { $0.isBlank && !$0.quoted } }
  }

  /// The path in the first column: without blanks at both ends unless it stands in quotes, otherwise as it is.
  static func path(_ row: CSV.Row) throws -> Path {
    switch row.problem {
    case .tornQuote: throw Misfit(problem: .tornQuote, column: 1)
    case .textAfterQuote: throw Misfit(problem: .textAfterQuote, column: 1)
    case nil: break
    }
    let bytes = row.fields[0].trimmed
    guard !bytes.isEmpty else { throw Misfit(problem: .noPath, column: 1) }
    guard !bytes.contains(0) else { throw Misfit(problem: .zeroByte, column: 1) }
    return Path(bytes: bytes)
  }

  /// A whole number from 0 to a year of sound; `566.0` and `1e3` are whole too, as spreadsheets write them.
  static func offset(_ field: CSV.Field) throws -> Int {
    func misfit(_ problem: (String) -> RowProblem) -> Misfit {
      Misfit(problem: problem(shown(field)), column: field.column)
    }
    if let number = field.integer {
      if number < 0 { throw misfit(RowProblem.negative) }
      if number > offsetLimit { throw misfit(RowProblem.beyondAnyRecording) }
      return number
    }
    let isDecimal = field.withBytes { $0.allSatisfy { " \t0123456789.eE+-".utf8.contains($0) } }
    guard isDecimal, let number = field.number else { throw misfit(RowProblem.noNumber) }
    if number < 0 { throw misfit(RowProblem.negative) }
    if number > Double(offsetLimit) { throw misfit(RowProblem.beyondAnyRecording) }
    guard number == number.rounded() else { throw misfit(RowProblem.notWhole) }
    return Int(number)
  }

  /// A field for an error: on one line, and not at any length.
  static func shown(_ field: CSV.Field) -> String {
    let text = Path(bytes: field.trimmed).description
    return text.count <= 40 ? text : text.prefix(39) + "…"
  }

  /// The error for a misfit, with the row's path as far as it can be made out.
  static func error(_ misfit: Misfit, in row: CSV.Row, of file: Path) -> AnnotationError {
    .row(
      misfit.problem, file: file, line: row.line, column: misfit.column,
      recording: Path(bytes: row.fields[0].trimmed))
  }
}
