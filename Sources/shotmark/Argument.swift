/// How many arguments there are of one name.
package enum ArgumentCount: Sendable, Equatable {
  /// Exactly one.
  case one
  /// One or none.
  case optional
  /// Any number, none included.
  case any
  /// One or more.
  case some
}

/// An argument that is no option: one row of a subcommand's table. Only the last may be other than `.one`.
package struct Argument<Value: Sendable>: Sendable {
  /// The name in the help: `SET`, `RECORDING|DIR`.
  package let name: String
  /// How it is read.
  package let kind: ValueKind<Value>
  /// How many there are.
  package let count: ArgumentCount
  /// What it is.
  package let help: String

  /// One row of a table.
  package init(_ name: String, _ kind: ValueKind<Value>, _ count: ArgumentCount = .one, _ help: String) {
    self.name = name
    self.kind = kind
    self.count = count
    self.help = help
  }
}

/// What help, man page, completions and parser need of any argument.
package protocol CommandArgument: Sendable {
  /// The name in the help.
  var name: String { get }
  /// What a shell offers for it.
  var completion: Completion { get }
  /// How many there are.
  var count: ArgumentCount { get }
  /// What it is.
  var help: String { get }
  /// Reads one; throws an `UnreadableValue`.
  func read(_ bytes: [UInt8]) throws -> any Sendable
}

extension Argument: CommandArgument {
  package var completion: Completion { kind.completion }
  package func read(_ bytes: [UInt8]) throws -> any Sendable { try kind.read(bytes) }
}

extension CommandArgument {
  /// The argument as it stands in a usage line: `SET`, `[DIR]`, `FILE...`.
  package var usage: String {
    switch count {
    case .one: name
    case .optional: "[\(name)]"
    case .any: "[\(name)]..."
    case .some: "\(name)..."
    }
  }
}
