import Basis

/// Mistakes in what was typed; the command exits with status 2.
package enum UsageError: Error, Sendable {
  /// No subcommand was given.
  case missingSubcommand
  /// There is no subcommand of this name; `nearest` is one that may have been meant.
  case unknownSubcommand(Path, nearest: String?)
  /// A verb was given without its kind: `train` for `train forest`.
  case missingKind(verb: String, kinds: [String])
  /// There is no such option.
  case unknownOption(Path, nearest: String?)
  /// The beginning of a long option fits several.
  case ambiguousOption(Path, candidates: [String])
  /// An option's value is missing.
  case missingValue(option: String, placeholder: String)
  /// A flag was given a value.
  case unwantedValue(option: String)
  /// A value that cannot be read.
  case unreadable(_ what: String, place: String, remedy: String)
  /// An option that must be given is missing.
  case missingOption(String, placeholder: String)
  /// An argument that must be given is missing.
  case missingArgument(String)
  /// More arguments than there can be; the first of them.
  case tooManyArguments(Path)
  /// Options that exclude or need each other.
  case conflict(_ what: String, options: String, remedy: String)
}
