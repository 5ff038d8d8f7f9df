import Basis
import Labelling

/// The options of `shotmark agree`.
package enum AgreeOptions {
  /// The first annotator's file.
  package static let first = Argument(
    "A.csv", .file(["csv"], named: "A.csv"), .one, "The first annotator's tag file")
  /// The second annotator's file.
  package static let second = Argument(
    "B.csv", .file(["csv"], named: "B.csv"), .one,
    "The second annotator's; reviewed.csv and ignore.csv beside either are read too")
  /// How near is near.
  package static let collar = Option(
    "collar", .number(in: 0...1000, named: "MS"), .standard(50, shown: "50"),
    "Milliseconds that two marks of one onset may lie apart")
  /// One file of two.
  package static let merge = Option(
    "merge", .file(["csv"], named: "FILE.csv"), .optional,
    "Write one tag file of both: what both have lies half-way between their marks")
  /// What only one has.
  package static let keep = Option(
    "keep", .choice(TagAgreement.Kept.self, named: "WHOSE"), .standard(.agreed, shown: "agreed"),
    "What --merge keeps of what only one has: nothing (agreed), what first or second has, or all")
  /// What they do not agree about.
  package static let disputes = Option(
    "disputes", .file(["csv"], named: "FILE.csv"), .optional,
    "Write the onsets that only one has, for shotmark annotate --proposals FILE.csv")
}

extension Subcommand {
  static let agree = Subcommand(
    name: "agree",
    summary: "Compare the tag files of two annotators, and make one of them",
    description: [
      "Pairs each onset of one annotator with at most one of the other's, as many as possible and of these the "
        + "nearest, and counts what both have and what only one has. Precision and recall take the second "
        + "annotator as the reference; F is the same whoever comes first. The offset is how much later the second "
        + "one marks what both have.",
      "Recordings count that both know: named by the tag file, with tags or without, or reviewed as listened or "
        + "seen. What only one knows is told and is a dispute, but no disagreement in figures. Spans that either "
        + "ignores are left out.",
    ],
    arguments: [AgreeOptions.first, AgreeOptions.second],
    groups: [
      OptionGroup("Comparison", [AgreeOptions.collar]),
      OptionGroup(
        "Output", [AgreeOptions.merge, AgreeOptions.keep, AgreeOptions.disputes, CommonOptions.json]),
    ],
    examples: [
      Example("shotmark agree anna/GUN.csv ben/GUN.csv", "How far two people agree."),
      Example(
        "shotmark agree anna/GUN.csv ben/GUN.csv --disputes Disputes/GUN.csv",
        "And what a third one has to decide: shotmark annotate DIR --proposals Disputes/GUN.csv."),
      Example(
        "shotmark agree anna/GUN.csv ben/GUN.csv --collar 5 --merge Annotations/GUN.csv",
        "One tag file of what both have within 5 ms."),
    ],
    exitNotes: [(1, "A file could not be read or written, or has rows that are no tags; the others count")],
    seeAlso: ["score", "annotate"],
    run: AgreeRun.run)
}
