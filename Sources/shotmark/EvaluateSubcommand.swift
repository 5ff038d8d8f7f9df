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
    "split", .word(["train", "val", "test"], named: "SPLIT"), .standard("test", shown: "test"),
    "The part of the set to judge by: train, val or test")
  /// The label that is looked for.
  package static let positive = Option(
    "positive", .label, .standard("GUN", shown: "GUN"), "The label that ROC, threshold and recall are about")
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
        [EvaluateOptions.split, EvaluateOptions.positive, CommonOptions.json, CommonOptions.jobs])
    ],
    examples: [
      Example("shotmark evaluate gun.safetensors Exports/first", "Figures for the test split."),
      Example("shotmark evaluate gun.safetensors Exports/first --json", "The same for a program."),
    ],
    seeAlso: ["train forest", "audit"])
}
