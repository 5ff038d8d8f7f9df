import Augmentation
import Basis

/// The options of `shotmark transforms`.
package enum TransformsOptions {
  /// Which of them.
  package static let names = Argument(
    "NAME", .word(Transforms.all.map { $0.name }, named: "NAME"), .any,
    "Transforms to explain; default: a line for each")
}

extension Subcommand {
  static let transforms = Subcommand(
    name: "transforms",
    summary: "List the transforms that a recipe may use, with their parameters",
    description: [
      "A recipe's step is {\"transform\": NAME, PARAMETER: VALUE, \"probability\": 0.5}. A parameter with a range takes a "
        + "number or [least, most], from which each copy draws its own."
    ],
    arguments: [TransformsOptions.names],
    examples: [
      Example("shotmark transforms", "A line for each."),
      Example("shotmark transforms gaussian_noise", "What it does, and units, ranges and defaults."),
    ],
    seeAlso: ["augment"],
    run: TransformsRun.run)
}
