/// A message of Protocol Buffers while it is written: its fields by number, in the order of the calls.
///
/// Nothing is generated from a description: who writes a format knows its numbers.
/// (https://protobuf.dev/programming-guides/encoding)
package struct ProtocolBuffer: Sendable, Equatable {
  /// The message so far.
  package private(set) var bytes: [UInt8] = []

  /// A message without fields.
  package init() {}

  /// A number as `int32`, `int64`, `uint64` or `enum` has it: negative ones take ten bytes.
  package mutating func add(_ field: Int, _ value: Int) {
    key(field, .varint)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A `float`.
  package mutating func add(_ field: Int, _ value: Float) {
    key(field, .fixed32)
    fixed(value.bitPattern)
  }

  /// A `double`.
  package mutating func add(_ field: Int, _ value: Double) {
    key(field, .fixed64)
    fixed(value.bitPattern)
  }

  /// A `string`.
  package mutating func add(_ field: Int, _ text: String) { add(field, Array(text.utf8)) }

  /// `bytes`.
  package mutating func add(_ field: Int, _ value: [UInt8]) {
    key(field, .delimited)
    varint(UInt64(value.count))
    bytes += value
  }

  /// A message inside this one.
  package mutating func add(_ field: Int, _ message: ProtocolBuffer) { add(field, message.bytes) }

  /// Numbers in one block (`packed`); no block where there are none.
  package mutating func add(packed field: Int, _ values: [Int]) {
    guard !values.isEmpty else { return }
    var block = ProtocolBuffer()
    for value in values { block.varint(UInt64(bitPattern: Int64(value))) }
    add(field, block)
  }

  /// Floats in one block (`packed`); no block where there are none.
  package mutating func add(packed field: Int, _ values: [Float]) {
    guard !values.isEmpty else { return }
    var block = ProtocolBuffer()
    for value in values { block.fixed(value.bitPattern) }
    add(field, block)
  }

  private mutating func key(_ field: Int, _ kind: Kind) {
    precondition((1..<1 << 29).contains(field), "fields have numbers from 1 to 2^29 - 1")
    varint(UInt64(field) << 3 | UInt64(kind.rawValue))
  }

  /// Seven bits a byte, the lowest first; the eighth says that more follow.
  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func fixed<Word: FixedWidthInteger>(_ word: Word) {
    withUnsafeBytes(of: word.littleEndian) { bytes += $0 }
  }
}

extension ProtocolBuffer {
  /// How a field's value is laid out.
  package enum Kind: Int, Sendable {
    case varint = 0
    case fixed64 = 1
    case delimited = 2
    case fixed32 = 5
  }

  /// A field as it is read: its number, and its value without knowing its type.
  package struct Field: Equatable, Sendable {
    package var number: Int
    package var kind: Kind
    /// The number, or the bits of a fixed one; 0 of a delimited one.
    package var word: UInt64
    /// The bytes of a delimited one.
    package var bytes: ArraySlice<UInt8>

    package init(number: Int, kind: Kind, word: UInt64 = 0, bytes: ArraySlice<UInt8> = []) {
      (self.number, self.kind, self.word, self.bytes) = (number, kind, word, bytes)
    }
  }

  /// The fields of a message; `nil` where the bytes are none, or hold groups, which no format of ours has.
  package static func fields(of message: ArraySlice<UInt8>) -> [Field]? {
    var (rest, fields) = (message, [Field]())
    while !rest.isEmpty {
      guard let key = varint(&rest), (1..<1 << 29).contains(key >> 3), let kind = Kind(rawValue: Int(key & 7))
      else { return nil }
      var field = Field(number: Int(key >> 3), kind: kind)
      switch kind {
      case .varint:
        guard let word = varint(&rest) else { return nil }
        field.word = word
      case .fixed32, .fixed64:
        let width = kind == .fixed32 ? 4 : 8
        guard rest.count >= width else { return nil }
        field.word = rest.prefix(width).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        rest.removeFirst(width)
      case .delimited:
        guard let count = varint(&rest), count <= UInt64(rest.count) else { return nil }
        field.bytes = rest.prefix(Int(count))
        rest.removeFirst(Int(count))
      }
      fields.append(field)
    }
    return fields
  }

  private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = bytes.popFirst() else { return nil }
      // Of the tenth byte only one bit has room.
      guard shift < 63 || byte < 2 else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
