import Basis

extension CSV {
  /// One field of a row.
  public struct Field: Sendable {
    let table: CSVTable
    let start: Int
    let end: Int
    /// Its column, from 1.
    public let column: Int
    let isVerbatim: Bool

    /// Whether it stands in quotes.
    public var quoted: Bool {
      guard !isVerbatim else { return false }
      return table.bytes.withUnsafeBufferPointer { CSVScanner.openingQuote($0, start, end) != nil }
    }

    /// The content: without the quotes and with doubled quotes inside made single; otherwise as it stands,
    /// blanks included.
    public var bytes: [UInt8] { withBytes { Array($0) } }

    /// The content; without the blanks at both ends where it does not stand in quotes.
    public var trimmed: [UInt8] { quoted ? bytes : withBytes { Array(CSVScanner.trimmed($0)) } }

    /// The content as UTF-8 text; what is not UTF-8 becomes U+FFFD.
    public var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }

    /// Whether nothing, or nothing but blanks, stands in it.
    public var isBlank: Bool { withBytes { $0.allSatisfy { CSVScanner.isBlank($0) } } }

    /// The content as a whole number in decimal digits, with or without a sign; blanks around it are fine.
    public var integer: Int? {
      withBytes { bytes in
        var rest = CSVScanner.trimmed(bytes)
        guard let first = rest.first else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        if isNegative || first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard !rest.isEmpty else { return nil }
        var number = 0
        for byte in rest {
          guard byte >= 0x30, byte <= 0x39 else { return nil }
          let (product, tooLarge) = number.multipliedReportingOverflow(by: 10)
          let digit = Int(byte - 0x30)
          let (sum, overflow) = product.addingReportingOverflow(isNegative ? -digit : digit)
          if tooLarge || overflow { return nil }
          number = sum
        }
        return number
      }
    }

    /// The content as a number; blanks around it are fine.
    public var number: Double? {
      withBytes { Double(String(decoding: CSVScanner.trimmed($0), as: UTF8.self)) }
    }

    /// Calls `body` with the content, which is copied only where there are doubled quotes in it.
    public func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
      try table.bytes.withUnsafeBufferPointer { bytes in
        func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
          UnsafeBufferPointer(rebasing: bytes[range])
        }
        guard !isVerbatim, let open = CSVScanner.openingQuote(bytes, start, end) else {
          return try body(slice(start..<end))
        }
        var close = end - 1
        while close > open, bytes[close] != CSVScanner.quote { close -= 1 }
        let content = slice(open + 1..<max(open + 1, close))
        guard content.contains(CSVScanner.quote) else { return try body(content) }
        return try CSVScanner.withoutDoubledQuotes(content).withUnsafeBufferPointer(body)
      }
    }

    /// Whether the content is exactly this text.
    public static func == (field: Field, text: String) -> Bool {
      field.withBytes { $0.elementsEqual(text.utf8) }
    }

    /// Whether the content is not exactly this text.
    public static func != (field: Field, text: String) -> Bool { !(field == text) }
  }
}
