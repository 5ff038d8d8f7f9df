/// When to write in colour.
package enum ColourChoice: String, Sendable, CaseIterable {
  /// On a terminal, unless `NO_COLOR` says otherwise.
  case auto
  /// Always.
  case always
  /// Never.
  case never
}

/// The options that every subcommand has.
package enum CommonOptions {
  /// Writes nothing but data and errors.
  package static let quiet = Flag("quiet", short: "q", "Show no progress and no notes, only data and errors")
  /// When to write in colour.
  package static let colour = Option(
    "color", .choice(ColourChoice.self, named: "WHEN"), .standard(.auto, shown: "auto"),
    "Write messages in colour: auto (on a terminal, unless NO_COLOR is set), always or never")
  /// Shows the help.
  package static let help = Flag("help", short: "h", "Show this help and exit")
  /// Shows the version.
  package static let version = Flag("version", short: "V", "Show the version and exit")

  /// Their place in the table.
  package static let group = OptionGroup("Common options", [quiet, colour, help, version])

  /// Prints results as JSON; for subcommands that print results.
  package static let json = Flag("json", "Print the result as JSON on standard output")
  /// Shows what would be done; for subcommands that write.
  package static let dryRun = Flag("dry-run", short: "n", "Show what would be done, and write nothing")
  /// How many threads work; for subcommands that use them.
  package static let jobs = Option(
    "jobs", short: "j", .count(in: 1...1024), .optional,
    "Number of threads; default: one for each core. The result does not depend on it")
  /// What all random choices follow from.
  package static let seed = Option(
    "seed", .seed, .standard(0, shown: "0"),
    "What all random choices follow from: the same seed gives the same bytes")
  /// The folder that recorded paths are relative to.
  package static let root = Option(
    "root", .folder, .standard(".", shown: "the current folder"),
    "The folder that paths in tag files are relative to")
}
