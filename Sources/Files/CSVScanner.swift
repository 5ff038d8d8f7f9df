#if canImport(Glibc)
  import Glibc
#endif

/// One pass over a file's bytes that finds where rows and fields end.
struct CSVScanner {
  static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private(set) var rows: [CSVTable.RowEntry] = []
  private(set) var ends: [UInt32] = []
  private var line = 1
  private var position = 0

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  /// The bytes without blanks at both ends.
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>> {
    var slice = bytes[...]
    while let first = slice.first, isBlank(first) { slice.removeFirst() }
    while let last = slice.last, isBlank(last) { slice.removeLast() }
    return slice
  }

  /// Where the quote stands that opens the field, if one does.
  static func openingQuote(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var cursor = start
    while cursor < end, isBlank(bytes[cursor]) { cursor += 1 }
    return cursor < end && bytes[cursor] == quote ? cursor : nil
  }

  static func withoutDoubledQuotes(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var isSecond = false
    for byte in content {
      isSecond = byte == quote && !isSecond
      if byte != quote || isSecond { result.append(byte) }
    }
    return result
  }

  mutating func scan(_ whole: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeBufferPointer(rebasing: whole.prefix(Int(UInt32.max)))
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    ends.reserveCapacity(bytes.count / 8)
    rows.reserveCapacity(bytes.count / 64)
    while true {
      while position < bytes.count, CSVScanner.isLineEnd(bytes[position]) { passLineEnd(bytes) }
      guard position < bytes.count else { return }
      scanRow(bytes)
    }
  }

  private mutating func passLineEnd(_ bytes: UnsafeBufferPointer<UInt8>) {
    let isPair =
      bytes[position] == CSVScanner.carriageReturn && position + 1 < bytes.count
      && bytes[position + 1] == CSVScanner.lineFeed
    position += isPair ? 2 : 1
    line += 1
  }

  private mutating func scanRow(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = position
    let firstField = ends.count
    var problem: CSV.Problem?
    var lines = 0
    var cursor = start
    while true {
      if cursor < bytes.count, bytes[cursor] <= CSVScanner.quote,
        let open = CSVScanner.openingQuote(bytes, cursor, bytes.count)
      {
        problem = CSVScanner.passQuoted(bytes, open, &cursor, &lines)
        if problem != nil { break }
      } else {
        CSVScanner.passPlain(bytes, &cursor)
      }
      ends.append(UInt32(truncatingIfNeeded: cursor))
      guard cursor < bytes.count, bytes[cursor] == CSVScanner.comma else { break }
      cursor += 1
    }
    if problem != nil {
      lines = 0
      cursor = start
      while cursor < bytes.count, !CSVScanner.isLineEnd(bytes[cursor]) { cursor += 1 }
      ends.removeSubrange(firstField...)
      ends.append(UInt32(truncatingIfNeeded: cursor))
    }
    rows.append(
      CSVTable.RowEntry(
        start: UInt32(truncatingIfNeeded: start), firstField: UInt32(truncatingIfNeeded: firstField),
        line: UInt32(truncatingIfNeeded: line), problem: problem?.rawValue ?? 0))
    line += lines
    position = cursor
  }

  /// Moves to the comma or line end behind an unquoted field.
  @inline(__always)
  private static func passPlain(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout Int) {
    while cursor < bytes.count {
      // Letters and digits lie above the comma, so one comparison decides for most bytes.
      let byte = bytes[cursor]
      if byte <= comma, byte == comma || isLineEnd(byte) { return }
      cursor += 1
    }
  }

  /// Moves to the comma or line end behind a quoted field, and counts the lines that end inside.
  private static func passQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ open: Int, _ cursor: inout Int, _ lines: inout Int
  ) -> CSV.Problem? {
    cursor = open + 1
    while true {
      guard cursor < bytes.count else { return .tornQuote }
      let byte = bytes[cursor]
      if byte == quote {
        guard cursor + 1 < bytes.count, bytes[cursor + 1] == quote else { break }
        cursor += 1
      } else if byte == lineFeed ? bytes[cursor - 1] != carriageReturn : byte == carriageReturn {
        lines += 1
      }
      cursor += 1
    }
    cursor += 1
    while cursor < bytes.count, isBlank(bytes[cursor]) { cursor += 1 }
    guard cursor < bytes.count, bytes[cursor] != comma, !isLineEnd(bytes[cursor]) else { return nil }
    return .textAfterQuote
  }
}
