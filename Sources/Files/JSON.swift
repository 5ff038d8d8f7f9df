import Basis

/// JSON (RFC 8259), read strictly and with positions.
///
/// Trailing commas, comments, repeated keys, numbers beyond `Double`, lone surrogates and bytes that are not
/// UTF-8 are errors that name line and column: a file written by hand must not mean something else silently.
public enum JSON {
  /// The value in `bytes`.
  /// - Parameters:
  ///   - name: the file's name for errors.
  ///   - depth: how deeply arrays and objects may be nested.
  /// - Throws: `FileError.malformed`.
  public static func parse(_ bytes: [UInt8], name: Path, depth: Int = 128) throws -> Value {
    var parser = JSONParser(bytes, name: name, depth: depth)
    return try parser.parse()
  }

  /// A value, and where it stood.
  public struct Value: Sendable, Equatable {
    /// What it is.
    public var content: Content
    /// Its line, from 1; 0 for a value that was not read.
    public var line: Int
    /// Its column in characters, from 1; 0 for a value that was not read.
    public var column: Int

    /// A value that was not read from anywhere.
    public init(_ content: Content) { self.init(content, line: 0, column: 0) }

    init(_ content: Content, line: Int, column: Int) {
      self.content = content
      self.line = line
      self.column = column
    }

    /// Whether the contents are equal, wherever they stood.
    public static func == (left: Value, right: Value) -> Bool { left.content == right.content }
  }

  /// The kinds of values.
  public enum Content: Sendable, Equatable {
    /// Members in their order.
    case object([Member])
    /// Elements in their order.
    case array([Value])
    /// Text.
    case string(String)
    /// A number, and how it is written.
    case number(Double, literal: String)
    /// `true` or `false`.
    case bool(Bool)
    /// `null`.
    case null
  }

  /// A key and its value.
  public struct Member: Sendable, Equatable {
    /// The key.
    public var key: String
    /// The value.
    public var value: Value
    /// Where the key stood: its line, from 1.
    public var line: Int
    /// Where the key stood: its column in characters, from 1.
    public var column: Int

    /// A member that was not read from anywhere.
    public init(_ key: String, _ value: Value) { self.init(key, value, line: 0, column: 0) }

    init(_ key: String, _ value: Value, line: Int, column: Int) {
      self.key = key
      self.value = value
      self.line = line
      self.column = column
    }

    /// Whether key and value are equal, wherever they stood.
    public static func == (left: Member, right: Member) -> Bool {
      left.key == right.key && left.value == right.value
    }
  }
}

// Inlined into another module, `value.double.map { … }` brings down the optimiser of Swift 6.3.1: hence
// `@inline(never)`.
extension JSON.Value {
  /// The members of an object, or `nil`.
  @inline(never)
  public var object: [JSON.Member]? { if case .object(let members) = content { members } else { nil } }
  /// The elements of an array, or `nil`.
  @inline(never)
  public var array: [JSON.Value]? { if case .array(let elements) = content { elements } else { nil } }
  /// The text of a string, or `nil`.
  @inline(never)
  public var string: String? { if case .string(let text) = content { text } else { nil } }
  /// The number, or `nil`.
  @inline(never)
  public var double: Double? { if case .number(let number, _) = content { number } else { nil } }
  /// The number where it is written as a whole one (`12`, not `12.0`) and fits, or `nil`.
  @inline(never)
  public var int: Int? { if case .number(_, let literal) = content { Int(literal) } else { nil } }
  /// The truth value, or `nil`.
  @inline(never)
  public var bool: Bool? { if case .bool(let truth) = content { truth } else { nil } }
  /// Whether it is `null`.
  public var isNull: Bool { content == .null }
  /// The value of an object's member, or `nil`.
  public subscript(key: String) -> JSON.Value? { object?.first { $0.key == key }?.value }

  /// An object with these members in this order.
  public static func object(_ members: [(String, JSON.Value)]) -> JSON.Value {
    JSON.Value(.object(members.map { JSON.Member($0.0, $0.1) }))
  }
  /// An array of these elements.
  public static func array(_ elements: [JSON.Value]) -> JSON.Value { JSON.Value(.array(elements)) }
  /// A string.
  public static func string(_ text: String) -> JSON.Value { JSON.Value(.string(text)) }
  /// A whole number.
  public static func number(_ number: Int) -> JSON.Value {
    JSON.Value(.number(Double(number), literal: String(number)))
  }
  /// A number with the fewest digits that give it back; `null` where it is not finite, which JSON cannot say.
  public static func number(_ number: Double) -> JSON.Value {
    number.isFinite ? JSON.Value(.number(number, literal: "\(number)")) : .null
  }
  /// A number with the fewest digits that give the same `Float` back; `null` where it is not finite.
  public static func number(_ number: Float) -> JSON.Value {
    let literal = number.description
    guard number.isFinite, let value = Double(literal) else { return .null }
    return JSON.Value(.number(value, literal: literal))
  }
  /// `true` or `false`.
  public static func bool(_ truth: Bool) -> JSON.Value { JSON.Value(.bool(truth)) }
  /// `null`.
  public static var null: JSON.Value { JSON.Value(.null) }
}

extension JSON.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral text: String) { self = .string(text) }
  /// A whole number.
  public init(integerLiteral number: Int) { self = .number(number) }
  /// A number.
  public init(floatLiteral number: Double) { self = .number(number) }
  /// A truth value.
  public init(booleanLiteral truth: Bool) { self = .bool(truth) }
  /// An array.
  public init(arrayLiteral elements: JSON.Value...) { self = .array(elements) }
  /// An object, its members in the order written.
  public init(dictionaryLiteral elements: (String, JSON.Value)...) { self = .object(elements) }
}
