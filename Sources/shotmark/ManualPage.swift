import Basis

/// A manual page in roff with the macros of man(7), made from the table.
package struct ManualPage: Sendable {
  /// The file's name: `shotmark-slice.1`.
  package let fileName: String
  /// The page's source.
  package let text: String

  /// `shotmark.1` and a page for each subcommand.
  package static func all(_ subcommands: [Subcommand]) -> [ManualPage] {
    [ManualPage(of: subcommands)] + subcommands.map(ManualPage.init)
  }

  /// The page of the whole command.
  init(of subcommands: [Subcommand]) {
    var lines = ManualPage.head("shotmark", Words.summary)
    lines += [".SH SYNOPSIS", ".B shotmark", ".I SUBCOMMAND", "[\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]..."]
    lines += [".SH SUBCOMMANDS"]
    for table in subcommands {
      lines += [".TP", ".BR \(ManualPage.escaped(table.pageName)) (1)", ManualPage.sentence(table.summary)]
    }
    lines += ManualPage.section(CommonOptions.group)
    lines += ManualPage.environment
    let names = subcommands.map(\.pageName)
    lines += [".SH SEE ALSO"] + ManualPage.references(names)
    fileName = "shotmark.1"
    text = lines.joined(separator: "\n") + "\n"
  }

  /// The page of one subcommand.
  init(of table: Subcommand) {
    var lines = ManualPage.head(table.pageName, table.summary)
    lines += [".SH SYNOPSIS", ManualPage.filled(HelpText.synopsis(of: table)), ".SH DESCRIPTION"]
    lines += [ManualPage.sentence(table.summary)]
    for paragraph in table.description { lines += [".PP", ManualPage.filled(paragraph)] }
    if !table.arguments.isEmpty { lines += [".SH ARGUMENTS"] }
    for argument in table.arguments {
      lines += [".TP", ".I " + ManualPage.escaped(argument.name), ManualPage.sentence(argument.help)]
    }
    for group in table.groups + [CommonOptions.group] { lines += ManualPage.section(group) }
    if !table.examples.isEmpty { lines += [".SH EXAMPLES"] }
    for (index, example) in table.examples.enumerated() {
      if index > 0 { lines.append(".PP") }
      lines += [".EX", ManualPage.escaped(example.line), ".EE", ManualPage.filled(example.meaning)]
    }
    lines += [".SH EXIT STATUS"]
    for row in Words.exitStatuses(of: table) {
      lines += [".TP", ".B \(row.status)", ManualPage.sentence(row.meaning)]
    }
    lines += ManualPage.environment
    let others = table.seeAlso.map { "shotmark-" + $0.split(separator: " ").joined(separator: "-") }
    lines += [".SH SEE ALSO"] + ManualPage.references(["shotmark"] + others)
    fileName = table.pageName + ".1"
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func head(_ name: String, _ summary: String) -> [String] {
    let lowered = summary.prefix(1).lowercased() + summary.dropFirst()
    return [
      ".TH \(escaped(name.uppercased())) 1 \(Words.date) \"shotmark \(Shotmark.version)\" \"Shotmark manual\"",
      // Names and options are copied into terminals: no hyphenation and no filling to both margins.
      ".nh", ".ad l",
      ".SH NAME", TextLayout.wrap("\(escaped(name)) \\- \(escaped(lowered))", width: 76),
    ]
  }

  private static func section(_ group: OptionGroup) -> [String] {
    [".SH \(escaped(group.title.uppercased()))"]
      + group.options.flatMap { option -> [String] in
        let short = option.short.map { "\\fB\\-\($0)\\fR, " } ?? ""
        let value = option.placeholder.map { "=\\fI\(escaped($0))\\fR" } ?? ""
        let name = "\(short)\\fB\\-\\-\(escaped(option.long))\\fR\(value)"
        return [".TP", name, sentence(HelpText.meaning(of: option))]
      }
  }

  private static let environment = [
    ".SH ENVIRONMENT", ".TP", ".B NO_COLOR", "Where set and not empty, messages are not coloured.",
    ".TP", ".B XDG_CACHE_HOME",
    "The folder of caches, which may be deleted at any time;", "\\fI~/.cache\\fR where it is not set.",
  ]

  private static func references(_ names: [String]) -> [String] {
    names.enumerated().map { index, name in
      ".BR \(escaped(name)) (1)" + (index + 1 < names.count ? "," : "")
    }
  }

  private static func sentence(_ text: String) -> String { filled(text + ".") }

  /// A paragraph in short lines, as mandoc likes its source.
  private static func filled(_ text: String) -> String { TextLayout.wrap(escaped(text), width: 76) }

  /// Text as roff takes it literally.
  package static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\"": result += "\\(dq"
      // At the beginning of a line a dot would be taken for a request.
      case "." where result.isEmpty || result.hasSuffix(" "): result += "\\&."
      default: result.append(character)
      }
    }
    return result
  }
}
