import Basis

extension JSON.Value {
  /// The value as UTF-8: the same value gives the same bytes, keys stand in their order.
  /// - Parameter pretty: a member or element a line, indented by two spaces, and a line end behind it all;
  ///   arrays of nothing but numbers stay on one line. Otherwise without any white space.
  public func bytes(pretty: Bool = true) -> [UInt8] {
    var writer = JSONWriter(isPretty: pretty)
    writer.write(self)
    return writer.bytes + (pretty ? [UInt8(ascii: "\n")] : [])
  }

  /// As `bytes`, as text.
  public func text(pretty: Bool = true) -> String { String(decoding: bytes(pretty: pretty), as: UTF8.self) }
}

struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let isPretty: Bool
  private var indentation = 0

  init(isPretty: Bool) { self.isPretty = isPretty }

  mutating func write(_ value: JSON.Value) {
    switch value.content {
    case .object(let members):
      list("{", "}", members, isBroken: isPretty) { writer, member in
        writer.write(member.key)
        writer.append(writer.isPretty ? ": " : ":")
        writer.write(member.value)
      }
    case .array(let elements):
      let isBroken = isPretty && !elements.allSatisfy { $0.double != nil }
      list("[", "]", elements, isBroken: isBroken) { writer, element in writer.write(element) }
    case .string(let text): write(text)
    case .number(_, let literal): append(literal)
    case .bool(let truth): append(truth ? "true" : "false")
    case .null: append("null")
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func list<Item>(
    _ open: String, _ close: String, _ items: [Item], isBroken: Bool,
    _ body: (inout JSONWriter, Item) -> Void
  ) {
    append(open)
    if isBroken { indentation += 2 }
    for (index, item) in items.enumerated() {
      if index > 0 { append(isPretty && !isBroken ? ", " : ",") }
      if isBroken { breakLine() }
      body(&self, item)
    }
    if isBroken { indentation -= 2 }
    if isBroken, !items.isEmpty { breakLine() }
    append(close)
  }

  private mutating func breakLine() { append("\n" + String(repeating: " ", count: indentation)) }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0..<0x20, 0x7F: append("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
