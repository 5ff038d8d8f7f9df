import Basis

/// A recursive-descent reader of RFC 8259.
struct JSONParser {
  private let bytes: [UInt8]
  private let name: Path
  private let depthLimit: Int
  private var depth = 0
  private var position = 0
  private var line = 1
  /// The position that column 1 would have, were every character before on this line one byte long.
  private var lineStart = 0

  init(_ bytes: [UInt8], name: Path, depth: Int) {
    self.bytes = bytes
    self.name = name
    depthLimit = depth
  }

  mutating func parse() throws -> JSON.Value {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (position, lineStart) = (3, 3) }
    skipSpace()
    let value = try parseValue()
    skipSpace()
    guard position == bytes.count else {
      throw error("there is more behind the value", "remove what follows")
    }
    return value
  }

  private var column: Int { position - lineStart + 1 }
  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ what: String, _ remedy: String) -> FileError {
    .malformed(name, line: line, column: column, what: what, remedy: remedy)
  }

  private func unexpected(_ wanted: String) -> FileError {
    guard let current else {
      return error("the text ends where \(wanted) is wanted", "check that the file is whole")
    }
    let isPrintable = current > 0x20 && current < 0x7F
    let found = isPrintable ? "`\(Character(UnicodeScalar(current)))`" : "byte \(current)"
    return error("\(found) stands where \(wanted) is wanted", "correct it")
  }

  private mutating func skipSpace() {
    while let byte = current {
      switch byte {
      case 0x20, 0x09, 0x0D: position += 1
      case 0x0A:
        position += 1
        line += 1
        lineStart = position
      default: return
      }
    }
  }

  private mutating func parseValue() throws -> JSON.Value {
    let (line, column) = (line, column)
    let content: JSON.Content
    switch current {
    case UInt8(ascii: "{"): content = try nested { parser in .object(try parser.parseMembers()) }
    case UInt8(ascii: "["): content = try nested { parser in .array(try parser.parseElements()) }
    case UInt8(ascii: "\""): content = .string(try parseString())
    case UInt8(ascii: "t"): content = try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): content = try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): content = try parseWord("null", .null)
    case UInt8(ascii: "/"), UInt8(ascii: "#"):
      throw error("JSON knows no comments", "remove the comment")
    case .some(let byte) where byte == UInt8(ascii: "-") || byte >= 0x30 && byte <= 0x39:
      content = try parseNumber()
    default: throw unexpected("a value")
    }
    return JSON.Value(content, line: line, column: column)
  }

  private mutating func nested(_ body: (inout JSONParser) throws -> JSON.Content) throws -> JSON.Content {
    guard depth < depthLimit else {
      throw error(
        "more than \(depthLimit) arrays and objects stand inside each other", "nest them less deeply")
    }
    depth += 1
    defer { depth -= 1 }
    position += 1
    skipSpace()
    return try body(&self)
  }

  private mutating func parseElements() throws -> [JSON.Value] {
    var elements: [JSON.Value] = []
    if try closes("]", isFirst: true) { return elements }
    repeat { elements.append(try parseValue()) } while try !closes("]", isFirst: false)
    return elements
  }

  private mutating func parseMembers() throws -> [JSON.Member] {
    var members: [JSON.Member] = []
    var keys: Set<[UInt8]> = []
    if try closes("}", isFirst: true) { return members }
    repeat {
      let (line, column) = (line, column)
      guard current == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
      let key = try parseString()
      guard keys.insert(Array(key.utf8)).inserted else {
        throw FileError.malformed(
          name, line: line, column: column, what: "the key \"\(key)\" stands twice in one object",
          remedy: "keep one of the two")
      }
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw unexpected("a colon") }
      position += 1
      skipSpace()
      members.append(JSON.Member(key, try parseValue(), line: line, column: column))
    } while try !closes("}", isFirst: false)
    return members
  }

  /// Passes the closing bracket, or the comma before the next item.
  private mutating func closes(_ bracket: Unicode.Scalar, isFirst: Bool) throws -> Bool {
    skipSpace()
    if current == UInt8(ascii: bracket) {
      position += 1
      return true
    }
    if isFirst { return false }
    guard current == UInt8(ascii: ",") else { throw unexpected("a comma or `\(bracket)`") }
    let comma = self
    position += 1
    skipSpace()
    guard current != UInt8(ascii: bracket) else {
      throw comma.error("nothing follows this comma", "remove it")
    }
    return false
  }

  private mutating func parseWord(_ word: String, _ content: JSON.Content) throws -> JSON.Content {
    guard bytes[position...].starts(with: word.utf8) else { throw unexpected("a value") }
    position += word.utf8.count
    return content
  }

  private mutating func parseNumber() throws -> JSON.Content {
    let start = self
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }
    func skipDigits(_ parser: inout JSONParser) throws {
      guard isDigit(parser.current) else { throw parser.unexpected("a digit") }
      while isDigit(parser.current) { parser.position += 1 }
    }
    if current == UInt8(ascii: "-") { position += 1 }
    let leading = current
    let integerStart = position
    try skipDigits(&self)
    if leading == UInt8(ascii: "0"), position > integerStart + 1 {
      throw start.error("a number begins with 0", "remove the leading zero")
    }
    if current == UInt8(ascii: ".") {
      position += 1
      try skipDigits(&self)
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try skipDigits(&self)
    }
    let literal = String(decoding: bytes[start.position..<position], as: UTF8.self)
    guard let number = Double(literal), number.isFinite else {
      throw start.error("the number \(literal.prefix(40)) is too large", "use one below 1.8e308")
    }
    return .number(number, literal: literal)
  }
}

extension JSONParser {
  private mutating func parseString() throws -> String {
    position += 1
    var scalars = String.UnicodeScalarView()
    while true {
      guard let byte = current else { throw unexpected("a closing quote") }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(scalars)
      case UInt8(ascii: "\\"): scalars.append(try parseEscape())
      case 0..<0x20:
        throw error(
          "a line end or control character stands inside a string", "write it as \\n, \\t or \\u00XX")
      case 0..<0x80:
        scalars.append(UnicodeScalar(byte))
        position += 1
      default: scalars.append(try parseScalar())
      }
    }
  }

  private mutating func parseScalar() throws -> Unicode.Scalar {
    var decoder = UTF8()
    var iterator = bytes[position...].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
      throw error("these bytes are not UTF-8", "save the file as UTF-8")
    }
    position += UTF8.width(scalar)
    lineStart += UTF8.width(scalar) - 1
    return scalar
  }

  private mutating func parseEscape() throws -> Unicode.Scalar {
    let start = self
    position += 1
    guard let letter = current else { throw unexpected("an escaped character") }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UnicodeScalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try parseUnicodeEscape(from: start)
    default: throw start.error("JSON knows no such escape", "write a backslash itself as \\\\")
    }
  }

  private mutating func parseUnicodeEscape(from start: JSONParser) throws -> Unicode.Scalar {
    let first = try parseFourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let isHigh = first < 0xDC00
    if isHigh, bytes[position...].starts(with: [0x5C, 0x75]) {
      position += 2
      let second = try parseFourDigits()
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      {
        return scalar
      }
    }
    throw start.error("half of a surrogate pair stands alone", "write both halves, or the character itself")
  }

  private mutating func parseFourDigits() throws -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 0x80 else {
        throw unexpected("a hexadecimal digit")
      }
      number = number << 4 | UInt32(digit)
      position += 1
    }
    return number
  }
}
