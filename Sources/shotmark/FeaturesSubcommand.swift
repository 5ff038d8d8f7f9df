import Basis

/// The options of `shotmark features`.
package enum FeaturesOptions {
  /// The set.
  package static let set = Argument("SET", .folder, .one, "A folder made by shotmark slice")
  /// The matrix.
  package static let out = Option(
    "out", short: "o", .file(["npy"], named: "FILE.npy"), .required,
    "The file for the images; their rows of the manifest go into a CSV of the same name beside it")
}

extension Subcommand {
  static let features = Subcommand(
    name: "features",
    summary: "Compute the log-mel images of a set for other programs",
    description: [
      "Writes a file that numpy loads, float32 [chunks, bands, frames], and the manifest's rows in the same order."
    ],
    arguments: [FeaturesOptions.set],
    groups: [
      OptionGroup("Output", [FeaturesOptions.out]), FeatureOptions.group,
      OptionGroup("Run", [CommonOptions.jobs]),
    ],
    examples: [
      Example(
        "shotmark features Exports/first --out X.npy", "32 bands, 33 frames, as the original project has it."),
      Example(
        "shotmark features Exports/first --out X.npy --reference maximum", "Images without their level."),
    ],
    seeAlso: ["slice", "train forest"],
    run: FeaturesRun.run)
}
