import Basis

/// The options of `shotmark train forest` besides those of forest and features.
package enum TrainForestOptions {
  /// The set.
  package static let set = Argument("SET", .folder, .one, "A folder made by shotmark slice")
  /// The model.
  package static let out = Option(
    "out", short: "o", .file(["safetensors"], named: "MODEL"), .required,
    "The file for the model, NAME.safetensors")
}

extension Subcommand {
  static let trainForest = Subcommand(
    name: "train forest",
    summary: "Train a Random Forest on a set's log-mel images",
    description: [
      "Trains on the split train and writes one file that holds the trees, the feature parameters, the labels and "
        + "the hashes of the recordings it was trained on. The same set, options and seed give the same bytes."
    ],
    arguments: [TrainForestOptions.set],
    groups: [
      OptionGroup("Output", [TrainForestOptions.out]), ForestOptions.group, FeatureOptions.group,
      OptionGroup("Run", [CommonOptions.seed, CommonOptions.jobs]),
    ],
    examples: [
      Example("shotmark train forest Exports/first --out gun.safetensors", "A forest of 100 trees."),
      Example(
        "shotmark train forest Exports/first --out gun.safetensors --max-depth 35 --min-samples-split 7",
        "The original project's best parameters."),
    ],
    seeAlso: ["evaluate", "slice"])
}
