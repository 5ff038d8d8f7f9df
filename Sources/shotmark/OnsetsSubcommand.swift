import Basis

/// The options of `shotmark onsets`.
package enum OnsetsOptions {
  /// What to listen to.
  package static let recordings = Argument(
    "RECORDING|DIR", .fileOrFolder([], named: "RECORDING|DIR"), .some,
    "Recordings, or folders that are searched for them")
  /// The tag file.
  package static let out = Option(
    "out", short: "o", .file(["csv"], named: "FILE.csv"), .required,
    "The tag file for the proposals; their scores go into FILE.scores.csv beside it")
  /// From which score on.
  package static let threshold = Option(
    "threshold", .number(in: 0...1, named: "P"), .standard(0.5, shown: "0.5"),
    "The score from which an onset is proposed; 0.05 misses next to nothing and proposes echoes too")
}

extension Subcommand {
  static let onsets = Subcommand(
    name: "onsets",
    summary: "Propose the onsets of shots, without a model",
    description: [
      "Looks for sounds that rise steeply out of what was before them, learns after which delays a recording "
        + "echoes, louder echoes among them, and proposes the direct sound of each shot. It hears no difference "
        + "between a shot and another bang as loud: proposals want to be reviewed.",
      "A file that holds anything but earlier proposals is never replaced.",
    ],
    arguments: [OnsetsOptions.recordings],
    groups: [
      OptionGroup("Proposals", [OnsetsOptions.threshold, CommonOptions.root]),
      OptionGroup("Output", [OnsetsOptions.out]), OptionGroup("Run", [CommonOptions.jobs]),
    ],
    examples: [
      Example("shotmark onsets Recordings --out Proposals/GUN.csv", "Of every recording in a folder."),
      Example(
        "shotmark onsets night.wav --out all.csv --threshold 0.05", "Rather too many than one too few."),
      Example(
        "shotmark score Proposals/GUN.csv Annotations/GUN.csv", "How good they are, where it is known."),
    ],
    exitNotes: [(1, "A recording could not be read; the proposals of the others are written")],
    seeAlso: ["score", "slice"],
    run: OnsetsRun.run)
}
