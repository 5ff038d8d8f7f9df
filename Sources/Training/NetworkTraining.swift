import Basis
import Chunks
import ConvNet
import Features
import Files

/// Trains a network on a set's train split, judged by its val split behind every epoch.
public struct NetworkTraining: Sendable {
  /// How labels are weighted against each other.
  public enum ClassWeight: String, Sendable, CaseIterable {
    /// Chunks alike.
    case none
    /// Labels alike, however many chunks they have.
    case balanced
  }

  /// The layers.
  public var network = NetworkDescription.original
  /// How the images are computed.
  public var features = LogMelParameters()
  /// The most epochs.
  public var epochs = 100
  /// Chunks of a step.
  public var batchSize = 16
  /// How fast the weights move.
  public var learningRate = LearningRate.original
  /// How they move.
  public var optimizer = Optimizer.Parameters()
  /// Part of each truth that is shared out evenly over all labels.
  public var labelSmoothing: Float = 0
  /// How much less counts what is known already; 0 for plain cross-entropy.
  public var focalGamma: Float = 0
  /// When to end before the last epoch; the weights of the best epoch are kept in either case.
  public var earlyStopping: EarlyStopping? = EarlyStopping()
  /// How labels are weighted.
  public var classWeight = ClassWeight.none
  /// Whether a chunk counts by its manifest weight, so that a shot with many chunks counts once.
  public var usesWeights = true
  /// Whether images are scaled to mean 0 and deviation 1 on their way in; the network that is written takes them
  /// unscaled all the same.
  public var scalesInput = true
  /// What makes copies of the chunks, other ones in every epoch; none unless told otherwise.
  package var augmenting: AugmentingOptions?
  /// What weights, order and dropout follow from.
  public var seed: UInt64 = 0
  /// Threads. The same number gives the same weights; sums are ordered otherwise with another.
  public var jobs = Parallel.cores

  /// Training as the original project has it.
  public init() {}

  /// What a training leaves behind.
  public struct Outcome: Sendable {
    /// The network of the best epoch, with its card.
    public var model: NetworkModel
    /// All epochs.
    public var history: NetworkHistory
    /// The best epoch, from 1.
    public var bestEpoch: Int
    /// Chunks that it was trained on, and recordings that these came from.
    public var trainRows: Int
    /// Recordings that these came from.
    public var trainRecordings: Int
    /// Chunks that epochs were judged by.
    public var validationRows: Int
  }

  /// Trains on the rows of `train`.
  ///
  /// - Parameters:
  ///   - positive: the label whose ROC curve is looked at.
  ///   - folder: where checkpoints and the history are kept; a training that was broken off is gone on with. `nil` to
  ///     keep nothing.
  ///   - progress: the stage `computing features`, then `epoch N` in batches.
  ///   - epochDone: the figures of each epoch as it ends, and those that were there already.
  /// - Throws: `TrainingError`, `ConvNetError`, and what is wrong with parameters or chunks.
  package func train(
    on set: ChunkSet, positive: String?, folder: TrainingFolder? = nil,
    progress: @escaping ChunksProgressHandler = { _ in },
    epochDone: (NetworkHistory, _ isNew: Bool) throws -> Void = { _, _ in }
  ) throws -> Outcome {
    let data = try NetworkData(self, set, positive: positive, progress)
    let checkpoint = try folder?.checkpoint(of: self, data)
    var fit = try NetworkFit(self, data, from: checkpoint)
    if let checkpoint { try epochDone(checkpoint.history, false) }
    while !fit.isDone {
      try fit.runEpoch(progress)
      try folder?.keep(fit.checkpoint(), of: self, data)
      try epochDone(fit.history, true)
    }
    return try outcome(fit, data)
  }

  private func outcome(_ fit: NetworkFit, _ data: NetworkData) throws -> Outcome {
    var card = ModelCard(
      kind: NetworkModel.kind, labels: data.set.labels, features: features, set: data.set,
      trainedOn: data.trainRows, parameters: members)
    if let recipe = augmenting?.recipe.name { card.recipes = Set(card.recipes + [recipe]).sorted() }
    let best = fit.history.epochs[fit.best.epoch]
    card.scores = [JSON.Member("best_epoch", .number(best.epoch))]
    for (name, score) in [
      ("val_loss", best.validationLoss), ("val_accuracy", best.validationAccuracy),
      ("val_roc_auc", best.validationROCAUC),
    ] {
      if let score { card.scores.append(JSON.Member(name, .number(score))) }
    }
    return Outcome(
      model: NetworkModel(card: card, network: try data.unscaled(fit.best.network)), history: fit.history,
      bestEpoch: best.epoch, trainRows: data.trainRows.count,
      trainRecordings: Set(data.trainRows.map(\.recordingSHA256)).count,
      validationRows: data.validation?.rows.count ?? 0)
  }
}
