/// Whether an option has to be given, and what holds where it is not.
package enum Presence<Value: Sendable>: Sendable {
  /// May be left out; then there is no value.
  case optional
  /// Must be given.
  case required
  /// May be given any number of times.
  case repeated
  /// May be left out; then this value holds, shown in the help as `shown`.
  case standard(Value, shown: String)
}

/// An option with a value: one row of a subcommand's table.
package struct Option<Value: Sendable>: Sendable {
  /// The long name without its dashes.
  package let long: String
  /// The letter, where there is one.
  package let short: Character?
  /// How the value is read.
  package let kind: ValueKind<Value>
  /// Whether it has to be given.
  package let presence: Presence<Value>
  /// What it does: begins with a capital letter, ends without a full stop, names the unit.
  package let help: String

  /// One row of a table.
  package init(
    _ long: String, short: Character? = nil, _ kind: ValueKind<Value>,
    _ presence: Presence<Value> = .optional,
    _ help: String
  ) {
    self.long = long
    self.short = short
    self.kind = kind
    self.presence = presence
    self.help = help
  }
}

/// An option without a value.
package struct Flag: Sendable {
  /// The long name without its dashes.
  package let long: String
  /// The letter, where there is one.
  package let short: Character?
  /// What it does.
  package let help: String

  /// One row of a table.
  package init(_ long: String, short: Character? = nil, _ help: String) {
    self.long = long
    self.short = short
    self.help = help
  }
}

/// What help, man page, completions and parser need of any option.
package protocol CommandOption: Sendable {
  /// The long name without its dashes.
  var long: String { get }
  /// The letter, where there is one.
  var short: Character? { get }
  /// What it does.
  var help: String { get }
  /// The value's name in help texts; `nil` for a flag.
  var placeholder: String? { get }
  /// What a shell offers for the value.
  var completion: Completion { get }
  /// The value where the option is not given, for the help.
  var shownDefault: String? { get }
  /// Whether leaving it out is an error.
  var isRequired: Bool { get }
  /// Whether every occurrence counts, not only the last.
  var isRepeated: Bool { get }
  /// Reads a value; throws an `UnreadableValue`.
  func read(_ bytes: [UInt8]) throws -> any Sendable
}

extension Option: CommandOption {
  package var placeholder: String? { kind.placeholder }
  package var completion: Completion { kind.completion }

  package var shownDefault: String? {
    if case .standard(_, let shown) = presence { shown } else { nil }
  }

  package var isRequired: Bool { if case .required = presence { true } else { false } }
  package var isRepeated: Bool { if case .repeated = presence { true } else { false } }
  package func read(_ bytes: [UInt8]) throws -> any Sendable { try kind.read(bytes) }
}

extension Flag: CommandOption {
  package var placeholder: String? { nil }
  package var completion: Completion { .nothing }
  package var shownDefault: String? { nil }
  package var isRequired: Bool { false }
  package var isRepeated: Bool { false }
  package func read(_ bytes: [UInt8]) throws -> any Sendable { true }
}

/// Options that belong together, under one heading of the help.
package struct OptionGroup: Sendable {
  /// The heading, without its colon.
  package let title: String
  /// The rows, in the order in which people meet them.
  package let options: [any CommandOption]

  /// A heading and its rows.
  package init(_ title: String, _ options: [any CommandOption]) {
    self.title = title
    self.options = options
  }
}
