extension Subcommand {
  private static let shells = ["bash", "zsh", "fish"]
  private static let shell = Argument(
    "SHELL", ValueKind<String>.word(shells, named: "SHELL"), .one, "bash, zsh or fish")

  static let completions = Subcommand(
    name: "completions",
    summary: "Print completions for a shell",
    description: [
      "Prints a script that completes subcommands, options and files by their extension, made from the same "
        + "table as --help."
    ],
    arguments: [shell],
    examples: [
      Example("source <(shotmark completions bash)", "In ~/.bashrc: completions for bash."),
      Example("shotmark completions zsh > ~/.zfunc/_shotmark", "A folder of zsh's fpath."),
      Example("shotmark completions fish > ~/.config/fish/completions/shotmark.fish", "For fish."),
    ],
    seeAlso: ["help", "man"],
    run: { arguments, console in
      let text =
        switch try arguments.value(shell) {
        case "bash": BashCompletions.text(of: Subcommands.ready)
        case "zsh": ZshCompletions.text(of: Subcommands.ready)
        default: FishCompletions.text(of: Subcommands.ready)
        }
      console.write(Array(text.utf8))
      return .success
    })
}
