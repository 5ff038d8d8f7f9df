/// Completions for fish, made from the table.
package enum FishCompletions {
  /// A file for fish's folder of completions.
  package static func text(of subcommands: [Subcommand]) -> String {
    let verbs = Subcommands.verbs(of: subcommands)
    var lines = preamble
    lines += verbs.map { rule("__fish_use_subcommand", "-a \($0.verb) -d \(ShellWord.quoted($0.summary))") }
    for verb in verbs where !verb.kinds.isEmpty {
      let kinds = verb.kinds.joined(separator: " ")
      let condition = "\(seen(verb.verb)); and not __fish_seen_subcommand_from \(kinds)"
      lines.append(rule(condition, "-a \(ShellWord.quoted(kinds))"))
    }
    lines += CommonOptions.group.options.map { rule("__fish_use_subcommand", option($0)) }
    for table in subcommands {
      let condition = table.words.map(seen).joined(separator: "; and ")
      lines += table.options.map { rule(condition, option($0)) }
      let actions = Set(table.arguments.map { action($0.completion) }).sorted().filter { !$0.isEmpty }
      lines += actions.map { rule(condition, "-a \(ShellWord.quoted($0))") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let preamble = [
    "# fish completions of shotmark, made by: shotmark completions fish",
    "function __shotmark_files",
    "  set -l token (string replace -r -- '^--[^=]*=' '' (commandline -ct))",
    "  for path in $token*",
    "    if test -d $path",
    "      echo $path/",
    "    else if test (count $argv) -eq 0; or contains -- (string lower -- (string replace -r '.*\\.' '' -- $path)) $argv",
    "      echo $path",
    "    end",
    "  end",
    "end",
    "complete -c shotmark -f",
  ]

  private static func seen(_ word: String) -> String { "__fish_seen_subcommand_from \(word)" }

  private static func rule(_ condition: String, _ rest: String) -> String {
    "complete -c shotmark -n \(ShellWord.quoted(condition)) \(rest)"
  }

  private static func option(_ option: any CommandOption) -> String {
    let short = option.short.map { "-s \($0) " } ?? ""
    let value = option.placeholder == nil ? "" : " -x"
    let offered = action(option.completion)
    let values = offered.isEmpty ? "" : " -a \(ShellWord.quoted(offered))"
    return "\(short)-l \(option.long)\(value)\(values) -d \(ShellWord.quoted(option.help))"
  }

  private static func action(_ completion: Completion) -> String {
    switch completion {
    case .nothing: ""
    case .folders: "(__fish_complete_directories)"
    case .files(let extensions), .filesAndFolders(let extensions):
      "(" + (["__shotmark_files"] + extensions).joined(separator: " ") + ")"
    case .words(let words): words.joined(separator: " ")
    }
  }
}
