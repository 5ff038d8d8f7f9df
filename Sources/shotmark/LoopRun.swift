import Annotation
import Basis
import Chunks
import Files
import Labelling

/// What `shotmark loop` does.
enum LoopRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let root = try arguments.value(CommonOptions.root)
    let list = try RecordingList(arguments.all(LoopSubcommandOptions.recordings), root: root)
    let label = try arguments.value(LoopSubcommandOptions.label)
    let file =
      arguments.optional(LoopSubcommandOptions.proposals) ?? Path("Proposals").appending("\(label).csv")
    try ProposalsFile.check(file, scores: ScoreFile.path(beside: file))
    let options = try options(arguments, list, root: root, label: label)
    let progress = StageProgress(console, unit: "chunks")
    let outcome = try { () throws -> LabellingLoop.Outcome in
      defer { progress.finish() }
      return try LabellingLoop(options) { progress.report($0) }.run { outcome in
        let rows = outcome.ranked.map(\.row)
        try ProposalsFile.write(rows, searched: outcome.queue, to: file)
        try AtomicFile.write(ranking(outcome.ranked), to: options.folder.appending("ranking.csv"))
      }
    }()
    for line in lines(outcome, options, file) { console.print(line) }
    var failures = list.failures
    for failure in outcome.failures { failures.add(failure, about: file) }
    return try failures.finish(console, list: nil, of: list.count, unit: "recordings")
  }

  private static func options(
    _ arguments: Arguments, _ list: RecordingList, root: Path, label: String
  ) throws -> LoopOptions {
    var options = LoopOptions(
      recordings: list.entries.map { LoopOptions.Recording(file: $0.file, name: $0.name) },
      tags: try arguments.value(LoopSubcommandOptions.tags),
      set: try arguments.value(LoopSubcommandOptions.into))
    options.label = label
    options.kind = try arguments.value(LoopSubcommandOptions.model)
    try LearningOptions.apply(arguments, to: &options)
    options.epochs = arguments.optional(LoopSubcommandOptions.epochs)
    options.seed = try arguments.value(CommonOptions.seed)
    options.jobs = arguments.optional(CommonOptions.jobs) ?? Parallel.cores
    options.search = arguments.has(LoopSubcommandOptions.unreviewed) ? .unreviewed : .unlabelled
    options.slicing.root = root
    options.slicing.seed = options.seed
    options.slicing.backgroundFolders = arguments.all(SliceOptions.backgroundFrom)
    options.slicing.groupBy = arguments.optional(SliceOptions.groupBy) ?? .content
    if let recipe = arguments.optional(TrainForestOptions.recipe) {
      var augmenting = AugmentingOptions(recipe: try RecipeFile.read(recipe))
      augmenting.copies = arguments.optional(AugmentOptions.copies)
      augmenting.root = root
      augmenting.seed = options.seed
      options.augmenting = augmenting
    }
    return options
  }

  /// `rank,recording,offset,score,disagreement`, the most doubtful first.
  private static func ranking(_ ranked: [ScoredProposal]) -> [UInt8] {
    var writer = CSV.Writer()
    writer.row(["rank", "recording", "offset", "score", "disagreement"])
    for (index, proposal) in ranked.enumerated() {
      writer.field(index + 1)
      writer.field(proposal.recording.bytes)
      writer.field(proposal.offset)
      writer.field("\(proposal.score)")
      writer.field(proposal.disagreement.map { "\($0)" } ?? "")
      writer.endRow()
    }
    return writer.bytes
  }

  private static func lines(
    _ outcome: LabellingLoop.Outcome, _ options: LoopOptions, _ file: Path
  ) -> [String] {
    let round = outcome.round
    var table = TextTable(["round", "recordings", "labels", "chunks", "val AUC", "F at 50 ms", "held out"])
    table.row(
      [round.number, round.recordings, round.labels, round.chunks].map { String($0) }
        + [Figures.text(round.validationAUC), Figures.text(round.f), String(round.heldOut)])
    let news = outcome.isNew ? [] : ["nothing has changed since round \(round.number)"]
    return news + table.lines + [
      "",
      "\(file): \(outcome.ranked.count) onsets proposed in \(outcome.queue.count) recordings that nobody has "
        + (options.search == .unlabelled ? "labelled" : "said to be done"),
      "\(options.folder.appending(round.model)): the model",
    ]
  }
}
