import Basis
import Chunks
import Evaluation

/// What `shotmark slice` does.
enum SliceRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let set = try arguments.value(SliceOptions.into)
    let progress = StageProgress(console, unit: "chunks")
    let slicing = try Slicing(options(arguments)) { progress.report($0) }
    let isDry = arguments.has(CommonOptions.dryRun)
    let result = try { () throws -> SlicingResult in
      defer { progress.finish() }
      return try slicing.run(into: set, dryRun: isDry)
    }()
    for line in summary(of: result, set: set, isDry: isDry) { console.print(line) }
    for exclusion in result.exclusions { console.warn(exclusion) }
    for warning in result.warnings { console.note("note: \(warning)") }
    return report(result.failures, list: isDry ? nil : set.appending("failures.csv"), console)
  }

  private static func options(_ arguments: Arguments) throws -> SlicingOptions {
    var options = SlicingOptions()
    options.root = try arguments.value(CommonOptions.root)
    options.tags = arguments.all(SliceOptions.tags)
    options.label = arguments.optional(SliceOptions.label)
    options.starts = arguments.has(SliceOptions.starts)
    options.leads = try arguments.value(SliceOptions.lead)
    options.length = try arguments.value(SliceOptions.length)
    if !arguments.isGiven(SliceOptions.lead) {
      // Another length keeps the part of the chunk that onsets lie in.
      options.leads = 0...options.length * 3 / 4
    }
    options.per = try arguments.value(SliceOptions.per)
    options.copies = try arguments.value(SliceOptions.copies)
    options.backgroundFolders = arguments.all(SliceOptions.backgroundFrom)
    options.background = arguments.optional(SliceOptions.background)
    options.groupBy = arguments.optional(SliceOptions.groupBy) ?? .content
    options.seed = try arguments.value(CommonOptions.seed)
    options.jobs = arguments.optional(CommonOptions.jobs) ?? Parallel.cores
    return options
  }

  private static func summary(of result: SlicingResult, set: Path, isDry: Bool) -> [String] {
    let verb = isDry ? "would be cut" : "cut"
    var lines = [
      "\(set): \(result.cut) chunks \(verb), \(result.kept) kept, \(result.removed) removed, from "
        + "\(result.recordings) recordings"
    ]
    if result.saturated > 0 { lines.append("\(result.saturated) samples beyond full scale were saturated") }
    var table = TextTable(["label"] + Split.allCases.map(\.rawValue) + ["all"])
    for (label, counts) in result.counts.sorted(by: { $0.key < $1.key }) {
      let numbers = Split.allCases.map { counts[$0] ?? 0 }
      table.row([label] + (numbers + [numbers.reduce(0, +)]).map(String.init))
    }
    return lines + [""] + table.lines
  }

  /// Shows the first failures and says where all of them are listed.
  private static func report(_ failures: [any ThreePartError], list: Path?, _ console: Console) -> Outcome {
    guard !failures.isEmpty else { return .success }
    for failure in failures.prefix(Failures.shown) { console.report(failure) }
    let hidden = failures.count > Failures.shown ? ", \(Failures.shown) of them shown" : ""
    let place = list.map { "; all of them: \($0)" } ?? ""
    console.note(
      "\(failures.count) recordings or tags could not be used\(hidden)\(place); the others are done")
    return .failure
  }
}
