import Basis

extension Subcommand {
  private static let name = Argument(
    "SUBCOMMAND",
    ValueKind<String>("SUBCOMMAND", .nothing) { Path(bytes: $0).description }, .any,
    "The name of a subcommand; without it all are listed")

  static let help = Subcommand(
    name: "help",
    summary: "Show what a subcommand does",
    arguments: [name],
    examples: [Example("shotmark help synth", "The options and examples of shotmark synth.")],
    seeAlso: ["man", "completions"],
    run: { arguments, console in
      let words = arguments.all(name)
      let text =
        words.isEmpty
        ? HelpText.text(of: Subcommands.ready) : HelpText.text(of: try Subcommands.named(words))
      console.write(Array(text.utf8))
      return .success
    })
}
