import Basis

/// The options of `shotmark info`.
package enum InfoOptions {
  /// What to look at.
  package static let files = Argument(
    "FILE", .fileOrFolder([], named: "FILE"), .some, "Recordings, tag files, sets or models")
}

extension Subcommand {
  static let info = Subcommand(
    name: "info",
    summary: "Say what a recording, tag file, set or model is",
    arguments: [InfoOptions.files],
    groups: [OptionGroup("Output", [CommonOptions.json])],
    examples: [
      Example("shotmark info Annotations/GUN.csv", "How many recordings and tags."),
      Example("shotmark info gun.safetensors --json", "What a model was trained on, for a program."),
    ],
    exitNotes: [(1, "A file could not be read; the others are described")],
    seeAlso: ["slice", "evaluate"],
    run: InfoRun.run)
}
