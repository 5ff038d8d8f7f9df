/// Completions for zsh, made from the table.
package enum ZshCompletions {
  /// A file for a folder of `fpath`, named `_shotmark`.
  package static func text(of subcommands: [Subcommand]) -> String {
    let verbs = Subcommands.verbs(of: subcommands)
    let names = verbs.map { "    \(literal("\($0.verb):\(described($0.summary))"))" }
    var lines = [
      "#compdef shotmark", "# zsh completions of shotmark, made by: shotmark completions zsh",
      "_shotmark_verbs() {", "  local -a verbs=(",
    ]
    lines += names + ["  )", "  _describe subcommand verbs", "}", "", "_shotmark() {"]
    lines += ["  local curcontext=\"$curcontext\" state", "  local -a line"]
    lines += ["  _arguments -C -s -S \\"] + CommonOptions.group.options.flatMap(specifications)
    lines += ["    '1: :_shotmark_verbs' '*:: :->rest'", "  [[ $state == rest ]] || return"]
    lines += ["  case $words[1] in"] + verbs.flatMap { branch($0, subcommands) } + ["  esac", "}"]
    lines += [
      "", "if [[ $funcstack[1] == _shotmark ]]; then _shotmark \"$@\"; else compdef _shotmark shotmark; fi",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func branch(_ verb: Verb, _ subcommands: [Subcommand]) -> [String] {
    let tables = subcommands.filter { $0.words.first == verb.verb }
    guard !verb.kinds.isEmpty else {
      return ["    \(verb.verb))"] + tables.flatMap(arguments) + ["      ;;"]
    }
    let kinds = tables.map { literal("\($0.words[1]):\(described($0.summary))") }
    let branches = tables.flatMap { ["      \($0.words[1]))"] + arguments(of: $0) + ["        ;;"] }
    return ["    \(verb.verb))", "      local -a kinds=(\(kinds.joined(separator: " ")))"]
      + ["      if (( CURRENT == 2 )); then _describe kind kinds; return; fi"]
      + ["      shift words; (( CURRENT-- ))", "      case $words[1] in"] + branches + [
        "      esac", "      ;;",
      ]
  }

  private static func arguments(of table: Subcommand) -> [String] {
    let rest = table.arguments.enumerated().map { index, argument in
      let isOpen = argument.count == .any || argument.count == .some
      let message = described(argument.name)
      return "        "
        + literal("\(isOpen ? "*" : "\(index + 1)"):\(message):\(action(argument.completion))")
    }
    let all = table.options.flatMap(specifications).map { String($0.dropLast(2)) } + rest
    return ["      _arguments -s -S \\\n" + all.joined(separator: " \\\n")]
  }

  private static func specifications(_ option: any CommandOption) -> [String] {
    let help = "[\(described(option.help))]"
    let value = option.placeholder.map { ":\(described($0)):\(action(option.completion))" } ?? ""
    let long = "--\(option.long)" + (option.placeholder == nil ? "" : "=")
    let short = option.short.map { "-\($0)" + (option.placeholder == nil ? "" : "+") }
    let front =
      option.isRepeated
      ? "*" : short == nil ? "" : "(-\(option.short.map(String.init) ?? "") --\(option.long))"
    return ([long] + (short.map { [$0] } ?? [])).map { "    \(literal(front + $0 + help + value)) \\" }
  }

  private static func action(_ completion: Completion) -> String {
    switch completion {
    case .nothing: " "
    case .folders: "_files -/"
    case .files(let extensions), .filesAndFolders(let extensions):
      extensions.isEmpty ? "_files" : "_files -g \"*.(#i)(\(extensions.joined(separator: "|")))(-.)\""
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
  }

  /// Text inside a specification, where colons and brackets have a meaning.
  private static func described(_ text: String) -> String {
    text.reduce(into: "") { result, letter in
      if ":[]\\".contains(letter) { result.append("\\") }
      result.append(letter)
    }
  }

  private static func literal(_ text: String) -> String { ShellWord.quoted(text) }
}
