import Basis
import Evaluation

/// The options of `shotmark evaluate`.
package enum EvaluateOptions {
  /// The model.
  package static let model = Argument(
    "MODEL", .file(["safetensors"]), .one, "A model made by shotmark train")
  /// The set.
  package static let set = Argument("SET", .folder, .one, "A folder made by shotmark slice")
  /// Which part of the set.
  package static let split = Option(
    "split", .word(["train", "val", "test", "all"], named: "SPLIT"), .standard("test", shown: "test"),
    "The part of the set to judge by: train, val, test or all")
  /// The label that is looked for.
  package static let positive = Option(
    "positive", .label, .optional, "The label that figures are about; default: the first other than ENV")
  /// From which probability on a chunk counts as positive.
  package static let threshold = Option(
    "threshold", .number(in: 0...1, named: "P"), .optional,
    "The probability from which a chunk counts as positive; default: the likeliest label wins")
  /// The recall that a threshold is looked for.
  package static let recall = Option(
    "recall", .number(in: 0.01...1, named: "R"), .repeated,
    "A recall to keep: the highest threshold that reaches it is shown; default: 0.9, 0.95 and 0.99")
  /// Where each chunk's probabilities go.
  package static let probabilities = Option(
    "probabilities", .file(["csv"], named: "FILE.csv"), .optional,
    "Also write each chunk's probability of every label, with its recording, group, weight and level")
}

extension Subcommand {
  static let evaluate = Subcommand(
    name: "evaluate",
    summary: "Judge a model by a part of a set that it has not seen",
    description: [
      "Prints accuracy, the confusion matrix, ROC and precision-recall figures, the threshold that keeps a wanted "
        + "recall, recall by lead, and figures with the classes matched in level beside the plain ones."
    ],
    arguments: [EvaluateOptions.model, EvaluateOptions.set],
    groups: [
      OptionGroup(
        "Evaluation",
        [
          EvaluateOptions.split, EvaluateOptions.positive, EvaluateOptions.threshold, EvaluateOptions.recall,
          EvaluateOptions.probabilities, CommonOptions.json, CommonOptions.jobs,
        ])
    ],
    examples: [
      Example("shotmark evaluate gun.safetensors Exports/first", "Figures for the test split."),
      Example("shotmark evaluate gun.safetensors Exports/first --json", "The same for a program."),
    ],
    seeAlso: ["train forest", "audit"],
    run: EvaluateRun.run)
}
