/// One example of a subcommand's use.
package struct Example: Sendable {
  /// The line to type.
  package let line: String
  /// What it does, in a few words.
  package let meaning: String

  /// A line and its meaning.
  package init(_ line: String, _ meaning: String) {
    self.line = line
    self.meaning = meaning
  }
}

/// The one table a subcommand is made from: parser, help, man page and completions read nothing else.
package struct Subcommand: Sendable {
  /// The name as it is typed; two words where kinds share a verb: `train forest`.
  package var name: String
  /// One line: what it does. Capital letter, no full stop.
  package var summary: String
  /// Paragraphs for who wants to know more.
  package var description: [String] = []
  /// What is no option, in order.
  package var arguments: [any CommandArgument] = []
  /// The options under their headings; `CommonOptions` are added to every subcommand.
  package var groups: [OptionGroup] = []
  /// Lines to copy.
  package var examples: [Example] = []
  /// What an exit status means beyond the common ones.
  package var exitNotes: [(status: Int32, meaning: String)] = []
  /// Names of other subcommands.
  package var seeAlso: [String] = []
  /// Whether the same command, run again after an interruption, goes on where it was.
  package var isResumable = false
  /// Does the work; `nil` while it cannot be done yet, and then the subcommand is not listed.
  package var run: (@Sendable (Arguments, Console) throws -> Outcome)?

  /// The words of the name.
  package var words: [String] { name.split(separator: " ").map(String.init) }

  /// The name of the manual page and of its file without `.1`: `shotmark-train-forest`.
  package var pageName: String { (["shotmark"] + words).joined(separator: "-") }

  /// Every option, the common ones last.
  package var options: [any CommandOption] { (groups + [CommonOptions.group]).flatMap(\.options) }
}

/// What a subcommand's work came to.
package enum Outcome: Int32, Sendable {
  /// All was done.
  case success = 0
  /// Something could not be done; the messages say what.
  case failure = 1
}
