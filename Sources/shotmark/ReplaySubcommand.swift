import Basis

/// The options of `shotmark replay`.
package enum ReplayOptions {
  /// The set, then chunks.
  package static let set = Argument("SET", .folder, .one, "A set with copies, made by shotmark augment")
  /// Which of them.
  package static let chunks = Argument(
    "CHUNK", .file(["wav"], named: "CHUNK"), .any,
    "Copies by their names in the manifest's column 'file'; default: all of them")
  /// Where they go.
  package static let into = Option(
    "into", .folder, .optional, "Write the copies below this folder, instead of comparing them with the set's"
  )
}

extension Subcommand {
  static let replay = Subcommand(
    name: "replay",
    summary: "Make copies again from their manifest rows, and compare",
    description: [
      "A copy's row holds its chunk, the recipe and everything that was drawn. From it and the chunk's own samples the "
        + "copy is made again, byte for byte; shifted chunks need their recording below --root."
    ],
    arguments: [ReplayOptions.set, ReplayOptions.chunks],
    groups: [OptionGroup("Replay", [ReplayOptions.into, AugmentOptions.root, CommonOptions.jobs])],
    examples: [
      Example("shotmark replay Exports/street", "Checks every copy of the set."),
      Example(
        "shotmark replay Exports/street 'GUN/a.wav_0.street-1.wav' --into /tmp", "Makes one of them again."),
    ],
    exitNotes: [(1, "A copy differs from its file, or could not be made again")],
    seeAlso: ["augment"],
    run: ReplayRun.run)
}
