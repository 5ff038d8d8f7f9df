import Basis
import Chunks
import Evaluation
import Files
import Training

/// A round that learns from chunks: what is labelled is sliced into the set, and a forest or a network trained on it.
enum ChunkStage {
  static func run(
    _ options: LoopOptions, number: Int, _ progress: @escaping ChunksProgressHandler
  ) throws -> RoundStage {
    var slicing = options.slicing
    slicing.tags = [options.tags]
    slicing.jobs = options.jobs
    let failures = try Slicing(slicing, progress: progress).run(into: options.set).failures
    let set = try ChunkSet(opening: options.set)
    try options.cancellation.check()
    let manifest = try FileSystem.read(set.folder.appending(Manifest.name), limit: 1 << 33)
    let inputs = SHA256.hex(of: manifest) + " " + SHA256.hex(of: Array(options.training.utf8))
    let model = try RoundModel(number, in: options.folder, inputs: inputs) { file, goesOn in
      if options.kind == .fcn {
        try network(options, set, file, goesOn: goesOn, progress)
      } else {
        try forest(options, set, progress).write(to: file)
      }
    }
    let trained = Set(set.rows.filter { $0.split == .train }.map(\.recordingSHA256))
    let others = Set(set.rows.filter { $0.split != .train }.map(\.recordingSHA256))
    return RoundStage(
      model: model, chunks: set.rows.count, validationAUC: auc(model, set, options),
      unseen: others.subtracting(trained), failures: failures)
  }

  private static func forest(
    _ options: LoopOptions, _ set: ChunkSet, _ progress: @escaping ChunksProgressHandler
  ) throws -> ForestModel {
    var training = ForestTraining()
    training.forest.seed = options.seed
    training.comparesSplits = false
    training.jobs = options.jobs
    training.augmenting = options.augmenting
    return try training.train(on: set, positive: options.label, progress: progress).model
  }

  private static func network(
    _ options: LoopOptions, _ set: ChunkSet, _ file: Path, goesOn: Bool,
    _ progress: @escaping ChunksProgressHandler
  ) throws {
    var training = NetworkTraining()
    training.seed = options.seed
    training.jobs = options.jobs
    training.augmenting = options.augmenting
    if let epochs = options.epochs { training.epochs = epochs }
    let folder = try TrainingFolder(besides: file, goesOn ? .goOnIfSame : .anew)
    let outcome = try training.train(on: set, positive: options.label, folder: folder, progress: progress)
    try outcome.model.write(to: file)
    try folder.finish()
  }

  private static func auc(_ model: RoundModel, _ set: ChunkSet, _ options: LoopOptions) -> Double? {
    guard case .windows(let model) = model.model else { return nil }
    var reporting = ReportOptions()
    reporting.positive = options.label
    let evaluation = try? ModelEvaluation(
      model, on: set, split: .val, options: reporting, jobs: options.jobs)
    return evaluation?.report.figures.rocAUC
  }
}
