import Basis
import Chunks
import Evaluation

/// What `shotmark augment` does.
enum AugmentRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let source = try arguments.value(AugmentOptions.set)
    let target = try arguments.value(AugmentOptions.into)
    let options = try options(arguments)
    if let count = arguments.optional(AugmentOptions.preview) {
      return try AugmentPreview(source, options: options, count: count)
        .write(into: target.appending("preview"), console)
    }
    let isDry = arguments.has(CommonOptions.dryRun)
    let progress = StageProgress(console, unit: "copies")
    let augmenting = try Augmenting(options) { progress.report($0) }
    let result = try { () throws -> AugmentingResult in
      defer { progress.finish() }
      return try augmenting.run(source, into: target, dryRun: isDry)
    }()
    for line in summary(of: result, target, options, isDry) { console.print(line) }
    for warning in result.warnings { console.note("note: \(warning)") }
    for failure in result.failures.prefix(Failures.shown) { console.report(failure) }
    guard !result.failures.isEmpty else { return .success }
    let count = result.failures.count
    console.note(
      "\(count) \(count == 1 ? "chunk" : "chunks") could not be read or copied; all others are done")
    return .failure
  }

  private static func options(_ arguments: Arguments) throws -> AugmentingOptions {
    var options = AugmentingOptions(recipe: try RecipeFile.read(arguments.value(AugmentOptions.recipe)))
    options.copies = arguments.optional(AugmentOptions.copies)
    let splits = arguments.all(AugmentOptions.split).compactMap(Split.init)
    if !splits.isEmpty { options.splits = Set(splits) }
    options.root = try arguments.value(AugmentOptions.root)
    options.seed = try arguments.value(CommonOptions.seed)
    options.jobs = arguments.optional(CommonOptions.jobs) ?? Parallel.cores
    return options
  }

  private static func summary(
    of result: AugmentingResult, _ set: Path, _ options: AugmentingOptions, _ isDry: Bool
  ) -> [String] {
    var lines = [
      "\(set): \(result.made) copies \(isDry ? "would be made" : "made") by \(options.recipe.name), "
        + "\(result.removed) of an earlier run removed"
    ]
    if result.scaled > 0 {
      lines.append("\(result.scaled) copies were turned down so that nothing lies beyond full scale")
    }
    for (skip, count) in result.skips.sorted(by: { $0.key < $1.key }) {
      lines.append("\(skip.transform) skipped \(count) times: \(skip.reason)")
    }
    guard !result.counts.isEmpty else { return lines }
    var table = TextTable(["label"] + Split.allCases.map(\.rawValue) + ["all"])
    for (label, counts) in result.counts.sorted(by: { $0.key < $1.key }) {
      let numbers = Split.allCases.map { counts[$0] ?? 0 }
      table.row([label] + (numbers + [numbers.reduce(0, +)]).map(String.init))
    }
    return lines + [""] + table.lines
  }
}
