import Basis

extension CSV {
  /// Builds a file row by row: quotes only where a field needs them, lines ended by LF.
  ///
  /// Besides what RFC 4180 asks to be quoted, fields that begin or end with a blank are, because readers differ
  /// about those; an empty field that is alone in its row, because the line would be empty; and a first
  /// one that begins with what a reader would take for a byte order mark.
  public struct Writer: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []
    private var isRowOpen = false

    /// An empty file.
    public init() {}

    /// Adds a row of fields given as bytes.
    public mutating func row(_ fields: [[UInt8]]) {
      for field in fields { self.field(field) }
      endRow()
    }

    /// Adds a row of fields given as text.
    public mutating func row(_ fields: [String]) {
      for field in fields { self.field(field) }
      endRow()
    }

    /// Adds a field to the row that is being written.
    public mutating func field(_ content: some Collection<UInt8>) {
      if content.withContiguousStorageIfAvailable({ append($0) }) == nil {
        Array(content).withUnsafeBufferPointer { append($0) }
      }
    }

    private mutating func append(_ content: UnsafeBufferPointer<UInt8>) {
      if isRowOpen { bytes.append(UInt8(ascii: ",")) }
      isRowOpen = true
      let isMarkLike = bytes.isEmpty && content.starts(with: [0xEF, 0xBB, 0xBF])
      guard isMarkLike || Writer.needsQuotes(content) else {
        bytes.append(contentsOf: content)
        return
      }
      bytes.append(CSVScanner.quote)
      for byte in content {
        if byte == CSVScanner.quote { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(CSVScanner.quote)
    }

    /// Adds a field to the row that is being written.
    public mutating func field(_ text: String) { field(text.utf8) }

    /// Adds a field with a whole number.
    public mutating func field(_ number: Int) { field(String(number).utf8) }

    /// Ends the row that is being written.
    public mutating func endRow() {
      let lineEnd = UInt8(ascii: "\n")
      if bytes.isEmpty || bytes.last == lineEnd { bytes += [CSVScanner.quote, CSVScanner.quote] }
      bytes.append(lineEnd)
      isRowOpen = false
    }

    /// Adds a line as it stands, and a line end: for rows that were read and not understood.
    public mutating func verbatim(_ line: some Collection<UInt8>) {
      bytes.append(contentsOf: line)
      bytes.append(UInt8(ascii: "\n"))
    }

    private static func needsQuotes(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
      for byte in content where byte <= 0x2C {
        if byte == 0x2C || byte == CSVScanner.quote || byte == 0x0A || byte == 0x0D { return true }
      }
      guard let first = content.first, let last = content.last else { return false }
      return CSVScanner.isBlank(first) || CSVScanner.isBlank(last)
    }
  }
}
