import Basis
import Chunks
import Detection
import Files

/// What `shotmark train onsets` does.
enum TrainOnsetsRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let out = try arguments.value(TrainOnsetsOptions.out)
    try AtomicFile.check(out)
    var failures = Failures()
    let collections = try collections(arguments, &failures)
    let count = collections.reduce(0) { $0 + $1.count }
    var training = OnsetTraining()
    training.label = try arguments.value(TrainOnsetsOptions.label)
    training.judges.nTrees = try arguments.value(TrainOnsetsOptions.trees)
    training.judges.networkSteps = try arguments.value(TrainOnsetsOptions.steps)
    training.judges.seed = try arguments.value(CommonOptions.seed)
    training.judges.jobs = arguments.optional(CommonOptions.jobs) ?? Parallel.cores
    let name = arguments.all(TrainOnsetsOptions.folders).map(\.name.description).joined(separator: ", ")
    let progress = StageProgress(console, unit: "recordings")
    let outcome = try { () throws -> OnsetTraining.Outcome in
      defer { progress.finish() }
      return try training.train(collections, name: name) {
        progress.report(ChunksProgress(stage: $0, done: $1, total: $2))
      }
    }()
    try outcome.model.write(to: out)
    for failure in outcome.failures { failures.add(failure.error, about: failure.file) }
    let heard = count - outcome.failures.count
    console.print("\(out): learnt from \(outcome.shots) shots, and what is none, in \(heard) recordings")
    for (folder, unseen) in zip(arguments.all(TrainOnsetsOptions.folders), outcome.unseen) {
      guard let unseen else { continue }
      console.print(
        "\(folder): F at 50 ms \(Figures.text(unseen.f)) on \(unseen.recordings) recordings, each judged by what had "
          + "learnt from nothing of its source")
    }
    if outcome.unheard > 0 {
      console.note(
        "note: nothing rises within 5 ms of \(outcome.unheard) of the \(outcome.shots) tags: these were not learnt from"
      )
    }
    return try failures.finish(console, list: nil, of: count, unit: "recordings")
  }

  private static func collections(_ arguments: Arguments, _ failures: inout Failures) throws
    -> [[OnsetLesson]]
  {
    let folders = arguments.all(TrainOnsetsOptions.folders)
    let tags = arguments.optional(TrainOnsetsOptions.tags)
    guard tags == nil || folders.count == 1 else {
      throw UsageError.conflict(
        "tags elsewhere are those of one folder", options: "option --tags",
        remedy: "give one DIR, or put each folder's tags into its folder Annotations")
    }
    let label = try arguments.value(TrainOnsetsOptions.label)
    var collections: [[OnsetLesson]] = []
    for folder in folders {
      let found = try OnsetLesson.labelled(
        in: folder, tags: tags ?? folder.appending("Annotations"), label: label)
      for file in found.missing { failures.add(FileError.notFound(file), about: file) }
      collections.append(found.lessons)
    }
    for folder in arguments.all(TrainOnsetsOptions.background) {
      collections.append(try OnsetLesson.all(of: folder, .others))
    }
    for folder in arguments.all(TrainOnsetsOptions.loudest) {
      collections.append(try OnsetLesson.all(of: folder, .loudest))
    }
    return collections
  }
}
