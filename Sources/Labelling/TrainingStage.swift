import Basis
import Chunks
import Files
import Training

/// The model of a round: trained, or read where it was trained on the same already.
struct TrainingStage {
  let model: any TrainedModel
  let file: Path
  /// SHA-256 of the file.
  let digest: String

  init(
    _ options: LoopOptions, _ set: ChunkSet, number: Int, _ progress: @escaping ChunksProgressHandler
  ) throws {
    let digits = String(number)
    let name = "round-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    file = options.folder.appending(Path(name + ".safetensors"))
    let begun = options.folder.appending(Path(name + ".inputs"))
    let manifest = try FileSystem.read(set.folder.appending(Manifest.name), limit: 1 << 33)
    let inputs = Array(
      (SHA256.hex(of: manifest) + " " + SHA256.hex(of: Array(options.training.utf8)) + "\n").utf8)
    let isSame = (try? FileSystem.read(begun)) == inputs
    if !isSame {
      // A model of other inputs must not pass for this one's.
      if FileSystem.exists(file) { try FileSystem.remove(file) }
      try AtomicFile.write(inputs, to: begun)
    }
    if !FileSystem.exists(file) {
      switch options.kind {
      case .forest: try TrainingStage.forest(options, set, progress).write(to: file)
      case .fcn: try TrainingStage.network(options, set, file, goesOn: isSame, progress)
      }
    }
    model = try ModelFile.read(file)
    digest = try SHA256.hex(file: file)
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
}
