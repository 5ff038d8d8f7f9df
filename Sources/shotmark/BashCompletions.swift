/// Completions for bash, made from the table; they need nothing but bash itself.
package enum BashCompletions {
  /// A script to be sourced.
  package static func text(of subcommands: [Subcommand]) -> String {
    let verbs = Subcommands.verbs(of: subcommands)
    let kinds = verbs.filter { !$0.kinds.isEmpty }
      .map { "      \($0.verb)) verb=\"$verb $word\"; continue ;;" }
    let tables = subcommands.map { "    '\($0.name)')\n\(cases(of: $0))\n      ;;" }
    let lists = verbs.filter { !$0.kinds.isEmpty }
      .map { "    '\($0.verb)') _shotmark_words '\($0.kinds.joined(separator: " "))' ;;" }
    return
      (preamble + ["_shotmark() {"] + state
      + [scan(kinds, valued: valued(of: subcommands)), "  case \"$verb\" in"]
      + ["    '') _shotmark_words '\(verbs.map(\.verb).joined(separator: " "))' ;;"] + lists + tables
      + ["  esac", "}", "complete -F _shotmark shotmark"])
      .joined(separator: "\n") + "\n"
  }

  private static let preamble = [
    "# bash completions of shotmark, made by: shotmark completions bash",
    "_shotmark_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\"); }",
    "_shotmark_folders() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"); }",
    "_shotmark_files() {",
    "  local path extension",
    "  _shotmark_folders",
    "  while IFS= read -r path; do",
    "    [[ -d $path ]] && continue",
    "    extension=${path##*.}",
    "    [[ $# -eq 0 || \" $* \" == *\" ${extension,,} \"* ]] && COMPREPLY+=(\"$path\")",
    "  done < <(compgen -f -- \"$cur\")",
    "}",
  ]

  private static let state = [
    "  local cur=${COMP_WORDS[COMP_CWORD]} prev='' verb='' word='' index=1 position=0",
    "  (( COMP_CWORD > 0 )) && prev=${COMP_WORDS[COMP_CWORD-1]}",
    "  # bash cuts --option=value into three words.",
    "  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi",
    "  COMPREPLY=()",
  ]

  /// Walks over the words before the cursor: the subcommand, and how many arguments it has already.
  private static func scan(_ kinds: [String], valued: [String]) -> String {
    """
      for (( ; index < COMP_CWORD; index++ )); do
        word=${COMP_WORDS[index]}
        case "$word" in
          \(valued.joined(separator: "|")))
            [[ ${COMP_WORDS[index+1]} == '=' ]] && (( index++ ))
            (( index++ ))
            continue ;;
          -?*) continue ;;
        esac
        case "$verb" in
          '') verb=$word; continue ;;
    \(kinds.joined(separator: "\n"))
        esac
        (( position++ ))
      done
    """
  }

  private static func valued(of subcommands: [Subcommand]) -> [String] {
    let options = subcommands.flatMap(\.options) + CommonOptions.group.options
    return Set(options.filter { $0.placeholder != nil }.flatMap(spellings)).sorted()
  }

  private static func spellings(_ option: any CommandOption) -> [String] {
    ["--\(option.long)"] + (option.short.map { ["-\($0)"] } ?? [])
  }

  private static func cases(of table: Subcommand) -> String {
    let values = table.options.filter { $0.placeholder != nil }.map { option in
      "        \(spellings(option).joined(separator: "|"))) \(action(option.completion)); return ;;"
    }
    let long = table.options.map { "--\($0.long)" }.joined(separator: " ")
    let isOpen = table.arguments.last.map { $0.count == .any || $0.count == .some } ?? false
    let arguments = table.arguments.enumerated().map { index, argument in
      let pattern = isOpen && index + 1 == table.arguments.count ? "*" : "\(index)"
      return "        \(pattern)) \(action(argument.completion)) ;;"
    }
    return
      (["      case \"$prev\" in"] + values + ["      esac"]
      + ["      if [[ $cur == -* ]]; then _shotmark_words '\(long)'; return; fi"]
      + (arguments.isEmpty ? [] : ["      case $position in"] + arguments + ["      esac"]))
      .joined(separator: "\n")
  }

  private static func action(_ completion: Completion) -> String {
    switch completion {
    case .nothing: ":"
    case .folders: "_shotmark_folders"
    case .files(let extensions), .filesAndFolders(let extensions):
      (["_shotmark_files"] + extensions).joined(separator: " ")
    case .words(let words): "_shotmark_words '\(words.joined(separator: " "))'"
    }
  }
}
