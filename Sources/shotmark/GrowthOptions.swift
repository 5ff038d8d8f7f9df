import Basis

/// The options of `shotmark train forest` that decide where a forest begins and ends.
package enum GrowthOptions {
  /// The model to go on from.
  package static let warmStart = Option(
    "warm-start", .file(["safetensors"], named: "MODEL"), .optional,
    "Go on growing a model's trees up to --n-trees: same set, options and seed, same file as trained at once")
  /// Trees without an improvement.
  package static let earlyStopping = Option(
    "early-stopping", .count(in: 1...100_000), .optional,
    "Stop when N trees have not lowered the Brier score of chunks out of their bags; --n-trees is the most")
  /// What counts as an improvement.
  package static let tolerance = Option(
    "tolerance", .number(in: 0...2, named: "X"), .optional,
    "What --early-stopping takes for lower; default: by more than \(standardTolerance)")
  /// The most bytes.
  package static let maxBytes = Option(
    "max-bytes", .size(in: 1...1 << 40), .optional,
    "Keep as many trees as fit: into the model's file, or with --c-source into the C file's constant tables")
  /// The file of C.
  package static let cSource = Option(
    "c-source", .file(["c"], named: "FILE.c"), .optional,
    "Also write the forest as one C99 file for a microcontroller; its functions are named after it")

  static let standardTolerance = "0.0001"

  static let group = OptionGroup("Growth", [warmStart, earlyStopping, tolerance, maxBytes, cSource])
}
