import Basis
import Files

/// The folder beside a model in which its training is kept: `gun.training` of `gun.safetensors`.
///
/// `checkpoint.safetensors` is replaced behind every epoch and goes when the model is written; `history.csv` and
/// TensorBoard's event file stay.
package final class TrainingFolder {
  /// What is done with a training that was broken off.
  package enum Beginning: Sendable {
    /// It is gone on with, where it is the same one.
    case goOnIfSame
    /// It is gone on with under the options given now, as long as network and chunks are the same.
    case goOnOtherwise
    /// It is forgotten.
    case anew
  }

  /// The folder.
  package let path: Path
  private let beginning: Beginning
  private let lock: FolderLock

  /// - Throws: `FileError.busy` where another run has the folder, `FileError`.
  package init(besides model: Path, _ beginning: Beginning) throws {
    path = model.folder.appending(model.stem).appendingToName(".training")
    self.beginning = beginning
    try FileSystem.makeFolder(path)
    lock = try FolderLock(path)
  }

  /// Where the checkpoint lies.
  package var checkpointFile: Path { path.appending("checkpoint.safetensors") }

  /// The table of epochs.
  package var historyFile: Path { path.appending("history.csv") }

  /// Where to go on from; `nil` to begin.
  ///
  /// - Throws: `TrainingError.otherTraining` where the checkpoint is of another one, `.badCheckpoint`.
  func checkpoint(of training: NetworkTraining, _ data: NetworkData) throws -> NetworkCheckpoint? {
    guard FileSystem.exists(checkpointFile) else { return nil }
    if beginning == .anew {
      try FileSystem.remove(checkpointFile)
      return nil
    }
    let file = try Safetensors(reading: checkpointFile)
    let found = try NetworkCheckpoint.identity(file, name: checkpointFile)
    let wanted = TrainingIdentity(training, data)
    guard found.data == wanted.data else {
      throw TrainingError.otherTraining(checkpointFile, "its chunks or recipe are others", canGoOn: false)
    }
    let differences = found.differences(wanted)
    let fixed = differences.filter { ["network", "features", "scales_input"].contains($0) }
    if !fixed.isEmpty || (!differences.isEmpty && beginning != .goOnOtherwise) {
      throw TrainingError.otherTraining(
        checkpointFile, "it differs in " + differences.joined(separator: ", "), canGoOn: fixed.isEmpty)
    }
    return try NetworkCheckpoint(
      file, name: checkpointFile, training.network, width: data.width, optimizer: training.optimizer)
  }

  /// Keeps a training behind an epoch.
  func keep(_ checkpoint: NetworkCheckpoint, of training: NetworkTraining, _ data: NetworkData) throws {
    try checkpoint.file(TrainingIdentity(training, data)).write(to: checkpointFile)
    try AtomicFile.write(checkpoint.history.bytes, to: historyFile)
  }

  /// Forgets the checkpoint, once the model is written.
  package func finish() throws {
    if FileSystem.exists(checkpointFile) { try FileSystem.remove(checkpointFile) }
    lock.release()
  }
}
