import Files

/// One value of a parameter that is searched over.
public enum ParameterValue: Hashable, Sendable {
  /// No limit, or nothing: Python's `None`.
  case none
  /// Whether.
  case flag(Bool)
  /// A whole number.
  case count(Int)
  /// A number, or a share written with a decimal point.
  case number(Double)
  /// A word.
  case word(String)

  /// As people write it in lists on the command line.
  public var text: String {
    switch self {
    case .none: "none"
    case .flag(let flag): flag ? "true" : "false"
    case .count(let count): String(count)
    case .number(let number): "\(number)"
    case .word(let word): word
    }
  }

  /// As Python prints it within a column of its own: `None`, `True`, `10`, `sqrt`.
  public var column: String {
    switch self {
    case .none: "None"
    case .flag(let flag): flag ? "True" : "False"
    default: text
    }
  }

  /// As Python prints it within a dictionary: `'sqrt'`.
  public var python: String { if case .word(let word) = self { "'\(word)'" } else { column } }

  /// As JSON.
  public var json: JSON.Value {
    switch self {
    case .none: .null
    case .flag(let flag): .bool(flag)
    case .count(let count): .number(count)
    case .number(let number): .number(number)
    case .word(let word): .string(word)
    }
  }
}
