import Basis

/// What was given on the command line, read and checked against a subcommand's table.
package struct Arguments: Sendable {
  private var options: [String: [any Sendable]] = [:]
  private var positional: [String: [any Sendable]] = [:]

  /// No arguments.
  package init() {}

  /// The value of an option that has one in any case: required, or with a default.
  package func value<Value>(_ option: Option<Value>) throws -> Value {
    if let given = optional(option) { return given }
    if case .standard(let value, _) = option.presence { return value }
    throw UsageError.missingOption(option.long, placeholder: option.kind.placeholder)
  }

  /// The value of an option where it was given; of several the last, as is customary.
  package func optional<Value>(_ option: Option<Value>) -> Value? { options[option.long]?.last as? Value }

  /// All values of an option, in the order given.
  package func all<Value>(_ option: Option<Value>) -> [Value] {
    (options[option.long] ?? []).compactMap { $0 as? Value }
  }

  /// Whether a flag was given.
  package func has(_ flag: Flag) -> Bool { options[flag.long] != nil }

  /// Whether an option was given, whatever its value.
  package func isGiven(_ option: any CommandOption) -> Bool { options[option.long] != nil }

  /// The value of an argument that must be there.
  package func value<Value>(_ argument: Argument<Value>) throws -> Value {
    guard let value = all(argument).first else { throw UsageError.missingArgument(argument.name) }
    return value
  }

  /// All values of an argument, in the order given.
  package func all<Value>(_ argument: Argument<Value>) -> [Value] {
    (positional[argument.name] ?? []).compactMap { $0 as? Value }
  }

  mutating func record(_ value: any Sendable, for option: any CommandOption) {
    options[option.long, default: []].append(value)
  }

  /// Reads what is no option as the arguments of `table`, and checks that nothing is missing or too much.
  mutating func finish(_ words: [[UInt8]], _ table: Subcommand) throws {
    var rest = words[...]
    for argument in table.arguments {
      let isSingle = argument.count == .one || argument.count == .optional
      let own = isSingle ? rest.prefix(1) : rest
      rest = rest.dropFirst(own.count)
      let mayBeMissing = argument.count == .optional || argument.count == .any
      guard mayBeMissing || !own.isEmpty else { throw UsageError.missingArgument(argument.name) }
      positional[argument.name] = try own.map { word in
        do { return try argument.read(word) } catch let error as UnreadableValue {
          throw UsageError.unreadable(error.what, place: "argument \(argument.name)", remedy: error.remedy)
        }
      }
    }
    if let extra = rest.first { throw UsageError.tooManyArguments(Path(bytes: extra)) }
    for option in table.options where option.isRequired && !isGiven(option) {
      throw UsageError.missingOption(option.long, placeholder: option.placeholder ?? "")
    }
  }
}
