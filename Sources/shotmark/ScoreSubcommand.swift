import Basis
import Evaluation

/// The options of `shotmark score`.
package enum ScoreOptions {
  /// What was estimated.
  package static let estimated = Argument(
    "ESTIMATED.csv", .file(["csv"], named: "ESTIMATED.csv"), .one, "A tag file of estimated onsets")
  /// What is true.
  package static let reference = Argument(
    "REFERENCE.csv", .file(["csv"], named: "REFERENCE.csv"), .one,
    "A tag file of true onsets; reviewed.csv and ignore.csv beside it are read too")
  /// How near is near.
  package static let collar = Option(
    "collar", .number(in: 0...60_000, named: "MS"), .repeated,
    "Milliseconds within which an onset counts as found; default: 5, 25, 50 and 500")
}

extension Subcommand {
  static let score = Subcommand(
    name: "score",
    summary: "Compare estimated onsets with true ones",
    description: [
      "Pairs each estimate with at most one true onset, as many as possible, and counts for each collar what was "
        + "found, missed and falsely alarmed. An onset whose neighbour is nearer than the collar is also counted as "
        + "unresolved: wide collars flatter bursts.",
      "Recordings count that the reference names, with tags or without, or that are reviewed as listened or seen. "
        + "Ignored spans are not scored.",
    ],
    arguments: [ScoreOptions.estimated, ScoreOptions.reference],
    groups: [OptionGroup("Scoring", [ScoreOptions.collar]), OptionGroup("Output", [CommonOptions.json])],
    examples: [
      Example("shotmark score Proposals/GUN.csv Annotations/GUN.csv", "At 5, 25, 50 and 500 ms."),
      Example("shotmark score A.csv B.csv --collar 5 --json", "At 5 ms, for a program."),
    ],
    exitNotes: [(1, "A file could not be read, or has rows that are no tags; the others are scored")],
    seeAlso: ["onsets", "evaluate"],
    run: ScoreRun.run)
}
