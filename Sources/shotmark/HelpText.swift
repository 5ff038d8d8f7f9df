/// The text of `--help`, made from the table.
package enum HelpText {
  static let width = 80
  static let column = 26

  /// The help of the whole command.
  package static func text(of subcommands: [Subcommand]) -> String {
    let longest = subcommands.map(\.name.count).max() ?? 0
    let list = subcommands.map {
      TextLayout.entry("  " + $0.name, $0.summary, column: longest + 4, width: width)
    }
    return [
      "Usage: shotmark SUBCOMMAND [OPTION]... [ARGUMENT]...",
      TextLayout.wrap(Words.summary + ".", width: width),
      "Subcommands:\n" + list.joined(separator: "\n"),
      section(CommonOptions.group),
      "shotmark help SUBCOMMAND shows the options and examples of one.",
    ].joined(separator: "\n\n") + "\n"
  }

  /// The help of one subcommand.
  package static func text(of table: Subcommand) -> String {
    var parts = [usage(of: table), TextLayout.wrap(table.summary + ".", width: width)]
    parts += table.description.map { TextLayout.wrap($0, width: width) }
    if !table.arguments.isEmpty { parts.append(arguments(of: table)) }
    parts += (table.groups + [CommonOptions.group]).map(section)
    if !table.examples.isEmpty {
      let lines = table.examples.map { "  \($0.line)\n" + indented($0.meaning) }
      parts.append("Examples:\n" + lines.joined(separator: "\n"))
    }
    parts.append("Exit status:\n" + exitStatuses(of: table).joined(separator: "\n"))
    if !table.seeAlso.isEmpty {
      let names = table.seeAlso.map { "shotmark \($0)" }.joined(separator: ", ")
      parts.append(TextLayout.wrap("See also: " + names, width: width))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// `shotmark slice [OPTION]... --into=SET [TAGS]...`
  static func synopsis(of table: Subcommand) -> String {
    let required = table.options.filter(\.isRequired).map { "--\($0.long)=\($0.placeholder ?? "")" }
    let words = ["shotmark", table.name, "[OPTION]..."] + table.arguments.map(\.usage) + required
    return words.joined(separator: " ")
  }

  static func usage(of table: Subcommand) -> String {
    TextLayout.wrap("Usage: " + synopsis(of: table), width: width, indent: 7)
  }

  private static func arguments(of table: Subcommand) -> String {
    let lines = table.arguments.map {
      TextLayout.entry("  " + $0.name, $0.help, column: column, width: width)
    }
    return "Arguments:\n" + lines.joined(separator: "\n")
  }

  private static func section(_ group: OptionGroup) -> String {
    let lines = group.options.map { option in
      let short = option.short.map { "-\($0), " } ?? "    "
      let value = option.placeholder.map { "=\($0)" } ?? ""
      return TextLayout.entry(
        "  \(short)--\(option.long)\(value)", meaning(of: option), column: column, width: width)
    }
    return group.title + ":\n" + lines.joined(separator: "\n")
  }

  /// What an option does, with its default and whether it repeats.
  static func meaning(of option: any CommandOption) -> String {
    var text = option.help
    if let shown = option.shownDefault { text += "; default: \(shown)" }
    if option.isRequired { text += " (required)" }
    if option.isRepeated { text += " (may be given several times)" }
    return text
  }

  private static func exitStatuses(of table: Subcommand) -> [String] {
    Words.exitStatuses(of: table).map {
      TextLayout.entry("  \($0.status)", $0.meaning, column: 7, width: width)
    }
  }

  private static func indented(_ text: String) -> String {
    "      " + TextLayout.wrap(text, width: width, indent: 6)
  }
}
