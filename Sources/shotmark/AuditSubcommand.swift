import Basis

/// The options of `shotmark audit`.
package enum AuditOptions {
  /// The set.
  package static let set = Argument("SET", .folder, .one, "A folder made by shotmark slice")
  /// When a shortcut is a failure.
  package static let shortcutLimit = Option(
    "shortcut-limit", .number(in: 0.5...1, named: "AUC"), .optional,
    "Fail where one plain measure alone tells the labels apart with more than this area under the ROC curve")
}

extension Subcommand {
  static let audit = Subcommand(
    name: "audit",
    summary: "Look for what makes a set's scores too good",
    description: [
      "Names leakage between splits, near-duplicates, shortcuts (how well loudness, peak, bandwidth, spectral "
        + "tilt and zeros alone tell the labels apart), gates of exact zeros, clipping, silence, class balance "
        + "and the distribution of leads."
    ],
    arguments: [AuditOptions.set],
    groups: [OptionGroup("Audit", [AuditOptions.shortcutLimit, CommonOptions.json, CommonOptions.jobs])],
    examples: [
      Example("shotmark audit Exports/first", "All findings, worst first."),
      Example(
        "shotmark audit Exports/first --shortcut-limit 0.8", "Also fail where loudness alone reaches 0.8."),
    ],
    exitNotes: [(1, "Something leaks between splits, or a shortcut exceeds the limit")],
    seeAlso: ["slice", "evaluate"],
    run: AuditRun.run)
}
