import Basis

/// The options of `shotmark train fcn` besides those of network, learning and features.
package enum TrainNetworkOptions {
  /// The model.
  package static let out = Option(
    "out", short: "o", .file(["safetensors"], named: "MODEL"), .optional,
    "The file for the model, NAME.safetensors; needed unless --find-rate is given")
  /// The label whose ROC curve is looked at.
  package static let positive = Option(
    "positive", .label, .optional, "The label whose AUC is shown; default: the first other than ENV")
  /// What makes copies.
  package static let recipe = Option(
    "recipe", .file(["json"], named: "RECIPE"), .optional,
    "Make copies of the training chunks by this recipe on the fly, other ones in every epoch")
  /// Looks for a rate.
  package static let findRate = Flag(
    "find-rate", "Only look for a learning rate: let it grow from 1e-7 to 1 and show where the loss falls")
  /// Uses a checkpoint of other options.
  package static let goOn = Flag(
    "go-on", "Go on from the checkpoint although options differ, with a lower rate for instance")
  /// Forgets a checkpoint.
  package static let restart = Flag("restart", "Forget the checkpoint of a training that was broken off")
  /// How many threads work.
  package static let jobs = Option(
    "jobs", short: "j", .count(in: 1...1024), .optional,
    "Number of threads; default: one for each core. The same number gives the same weights")
}

extension Subcommand {
  static let trainNetwork = Subcommand(
    name: "train fcn",
    summary: "Train a small convolutional network on a set's log-mel images",
    description: [
      "Trains on the split train, judges every epoch by the split val, and writes the weights of the best epoch. The "
        + "same set, options, seed and number of threads give the same bytes.",
      "Beside gun.safetensors lies the folder gun.training: history.csv, TensorBoard's event file (tensorboard "
        + "--logdir gun.training), and while it is trained a checkpoint behind every epoch. A training that was broken off goes on from there when the same "
        + "command is given again, and ends with the same weights.",
    ],
    arguments: [TrainForestOptions.set],
    groups: [
      OptionGroup(
        "Training",
        [
          TrainNetworkOptions.out, TrainNetworkOptions.positive, TrainNetworkOptions.recipe,
          AugmentOptions.copies, AugmentOptions.root, TrainForestOptions.noWeights,
          TrainNetworkOptions.findRate, TrainNetworkOptions.goOn, TrainNetworkOptions.restart,
        ]), NetworkOptions.layers, NetworkOptions.learning, FeatureOptions.group,
      OptionGroup("Run", [CommonOptions.seed, TrainNetworkOptions.jobs]),
    ],
    examples: [
      Example("shotmark train fcn Exports/first --out gun.safetensors", "The original project's network."),
      Example(
        "shotmark train fcn Exports/first --find-rate --network tiny",
        "Which learning rates a smaller network bears."),
      Example(
        "shotmark train fcn Exports/first --network tiny --schedule cosine --epochs 40 --recipe indoor --out "
          + "tiny.safetensors", "With copies made anew in every epoch."),
      Example(
        "shotmark train fcn Exports/first --batch-size 64 --schedule plateau --class-weight balanced --out "
          + "gun.safetensors", "The rate falls where the loss no longer does; labels count alike."),
    ],
    seeAlso: ["train forest", "evaluate", "augment"],
    isResumable: true,
    run: TrainNetworkRun.run)
}
