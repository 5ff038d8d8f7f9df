import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

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
  private var events: EventFile?

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
    let checkpoint = try findCheckpoint(of: training, data)
    try openEvents(keeping: checkpoint?.history.epochs.count)
    return checkpoint
  }

  private func findCheckpoint(
    of training: NetworkTraining, _ data: NetworkData
  ) throws -> NetworkCheckpoint? {
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
  ///
  /// The checkpoint comes last: broken off before it, the epoch is run and told of once more. Behind it nothing would
  /// tell of the last epoch again.
  func keep(_ checkpoint: NetworkCheckpoint, of training: NetworkTraining, _ data: NetworkData) throws {
    if let epoch = checkpoint.history.epochs.last {
      try events?.append(step: epoch.epoch, wallTime: TrainingFolder.now, epoch.scalars)
    }
    try AtomicFile.write(checkpoint.history.bytes, to: historyFile)
    try checkpoint.file(TrainingIdentity(training, data)).write(to: checkpointFile)
  }

  /// Goes on with the event file of a training that is gone on with, behind the epochs that count; begins one otherwise.
  private func openEvents(keeping epochs: Int?) throws {
    let now = TrainingFolder.now
    let found = try FileSystem.files(below: path) {
      $0.bytes.starts(with: Array("events.out.tfevents.".utf8)) && !$0.bytes.contains(UInt8(ascii: "/"))
    }
    if let epochs, let name = found.last {
      events = try EventFile(appending: path.appending(name), wallTime: now, keeping: epochs)
    } else {
      for name in found { try FileSystem.remove(path.appending(name)) }
      events = try EventFile(path.appending(EventFile.name(wallTime: now)), wallTime: now)
    }
  }

  /// Seconds since 1970.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Forgets the checkpoint, once the model is written.
  package func finish() throws {
    if FileSystem.exists(checkpointFile) { try FileSystem.remove(checkpointFile) }
    try events?.close()
    events = nil
    lock.release()
  }
}
