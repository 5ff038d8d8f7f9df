import Augmentation
import Basis
import Files

/// A run of augmenting as `set.json` keeps it: enough to run it again.
struct AugmentingRecord {
  let options: AugmentingOptions
  let result: AugmentingResult
  let source: Path

  var value: JSON.Value {
    .object([
      ("command", "augment"), ("version", .string(Shotmark.version)),
      (
        "options",
        .object([
          ("name", .string(options.recipe.name)), ("set", .string(source.description)),
          ("copies", options.copies.map { .number($0) } ?? .null),
          ("splits", .array(options.splits.map(\.rawValue).sorted().map { .string($0) })),
          ("root", .string(options.root.description)), ("seed", .string(String(options.seed))),
        ])
      ),
      ("recipe", options.recipe.source),
      (
        "counts",
        .object([
          ("made", .number(result.made)), ("turned_down", .number(result.scaled)),
          (
            "skipped",
            .object(
              result.skips.sorted { $0.key < $1.key }.map {
                ("\($0.key.transform): \($0.key.reason)", .number($0.value))
              })
          ), ("failures", .number(result.failures.count)),
          ("warnings", .array(result.warnings.map { .string($0) })),
        ])
      ),
    ])
  }
}
