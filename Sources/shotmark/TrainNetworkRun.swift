import Basis
import Chunks
import Files
import Training

/// What `shotmark train fcn` does.
enum TrainNetworkRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let set = try ChunkSet(opening: arguments.value(TrainForestOptions.set))
    var training = NetworkTraining()
    training.features = try FeatureOptions.parameters(arguments)
    try NetworkOptions.apply(arguments, to: &training)
    training.usesWeights = !arguments.has(TrainForestOptions.noWeights)
    training.seed = try arguments.value(CommonOptions.seed)
    training.jobs = arguments.optional(TrainNetworkOptions.jobs) ?? Parallel.cores
    training.augmenting = try AugmentOptions.onTheFly(
      arguments, recipe: arguments.optional(TrainNetworkOptions.recipe))
    if arguments.has(TrainNetworkOptions.findRate) { return try findRate(training, set, console) }
    guard let out = arguments.optional(TrainNetworkOptions.out) else {
      throw UsageError.missingOption("--out", placeholder: "MODEL")
    }
    try AtomicFile.check(out, makesFolders: true)
    let folder = try TrainingFolder(besides: out, beginning(arguments))
    let positive = arguments.optional(TrainNetworkOptions.positive) ?? set.labels.first { $0 != "ENV" }
    let outcome = try train(training, set, positive: positive, folder, console)
    try outcome.model.write(to: out)
    try folder.finish()
    for line in NetworkText.lines(outcome, file: out) { console.print(line) }
    if !set.isGroupedBySource { console.note(EvaluateRun.optimistic) }
    return .success
  }

  private static func beginning(_ arguments: Arguments) throws -> TrainingFolder.Beginning {
    switch (arguments.has(TrainNetworkOptions.goOn), arguments.has(TrainNetworkOptions.restart)) {
    case (true, true):
      throw UsageError.conflict(
        "a training cannot both go on and begin anew", options: "options --go-on and --restart",
        remedy: "leave out one of them")
    case (true, false): return .goOnOtherwise
    case (false, true): return .anew
    case (false, false): return .goOnIfSame
    }
  }

  /// Trains, with a line an epoch.
  private static func train(
    _ training: NetworkTraining, _ set: ChunkSet, positive: String?, _ folder: TrainingFolder,
    _ console: Console
  ) throws -> NetworkTraining.Outcome {
    let progress = StageProgress(console, unit: "chunks")
    defer { progress.finish() }
    var table = EpochTable(training)
    return try training.train(on: set, positive: positive, folder: folder) {
      progress.report($0)
    } epochDone: { history, isNew in
      progress.finish()
      for line in isNew ? table.lines(history) : [table.resumed(history)] { console.note(line) }
    }
  }

  private static func findRate(_ training: NetworkTraining, _ set: ChunkSet, _ console: Console) throws
    -> Outcome
  {
    let progress = StageProgress(console, unit: "chunks")
    let search = try { () throws -> RateSearch in
      defer { progress.finish() }
      return try RateSearch(training, on: set) { progress.report($0) }
    }()
    for line in NetworkText.lines(search) { console.print(line) }
    return .success
  }
}
