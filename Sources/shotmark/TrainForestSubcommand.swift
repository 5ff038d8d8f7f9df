import Basis

/// The options of `shotmark train forest` besides those of forest and features.
package enum TrainForestOptions {
  /// The set.
  package static let set = Argument("SET", .folder, .one, "A folder made by shotmark slice")
  /// The model.
  package static let out = Option(
    "out", short: "o", .file(["safetensors"], named: "MODEL"), .required,
    "The file for the model, NAME.safetensors")
  /// The label that the comparison of splits is about.
  package static let positive = Option(
    "positive", .label, .optional, "The label that figures are about; default: the first other than ENV")
  /// What makes copies.
  package static let recipe = Option(
    "recipe", .file(["json"], named: "RECIPE"), .optional,
    "Make copies of the training chunks by this recipe on the fly, as shotmark augment does")
  /// Whether chunks count alike.
  package static let noWeights = Flag(
    "no-weights", "Let every chunk count once, also where several share a shot")
  /// Whether the comparison is left out.
  package static let noComparison = Flag(
    "no-comparison", "Leave out the comparison of grouped folds with leaky random ones")
}

extension Subcommand {
  static let trainForest = Subcommand(
    name: "train forest",
    summary: "Train a Random Forest on a set's log-mel images",
    description: [
      "Trains on the split train and writes one file that holds the trees, the feature parameters, the labels and "
        + "the hashes of the recordings it was trained on. The same set, options and seed give the same bytes.",
      "A tree depends on the seed and its number alone: with --warm-start, --early-stopping or --max-bytes the forest "
        + "is the one that would have been trained with just as many trees.",
    ],
    arguments: [TrainForestOptions.set],
    groups: [
      OptionGroup(
        "Training",
        [
          TrainForestOptions.out, TrainForestOptions.positive, TrainForestOptions.recipe,
          AugmentOptions.copies, AugmentOptions.root, TrainForestOptions.noWeights,
          TrainForestOptions.noComparison,
        ]), GrowthOptions.group, ForestOptions.group, FeatureOptions.group,
      OptionGroup("Run", [CommonOptions.seed, CommonOptions.jobs]),
    ],
    examples: [
      Example("shotmark train forest Exports/first --out gun.safetensors", "A forest of 100 trees."),
      Example(
        "shotmark train forest Exports/first --out gun.safetensors --max-depth 35 --min-samples-split 7",
        "The original project's best parameters."),
      Example(
        "shotmark train forest Exports/first --recipe street --out gun.safetensors",
        "With copies for a street, that are never written to the disk."),
      Example(
        "shotmark train forest Exports/first --n-trees 1000 --early-stopping 30 --out gun.safetensors",
        "As many trees as make a difference, 1000 at most."),
      Example(
        "shotmark train forest Exports/first --n-trees 200 --warm-start gun.safetensors --out more.safetensors",
        "A hundred trees more; the file is the one that 200 trees at once would have given."),
      Example(
        "shotmark train forest Exports/first --max-leaf-nodes 64 --max-bytes 64K --c-source gun.c --out "
          + "gun.safetensors",
        "Also gun.c for a microcontroller, with at most 64 KiB of tables."),
    ],
    seeAlso: ["evaluate", "augment", "slice"],
    run: TrainForestRun.run)
}
