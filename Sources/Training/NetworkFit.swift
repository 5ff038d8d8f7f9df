import Basis
import Chunks
import ConvNet

/// A network while it is trained, epoch by epoch.
struct NetworkFit {
  private let training: NetworkTraining
  private let data: NetworkData
  private let trainer: NetworkTrainer
  private(set) var history: NetworkHistory
  /// The epoch with the lowest loss so far, from 0, and its network.
  private(set) var best: (epoch: Int, network: Network)

  /// - Parameter checkpoint: where to go on from; `nil` to begin.
  init(_ training: NetworkTraining, _ data: NetworkData, from checkpoint: NetworkCheckpoint?) throws {
    (self.training, self.data) = (training, data)
    let network = try checkpoint?.network ?? Network(training.network, width: data.width, seed: training.seed)
    trainer = try NetworkTrainer(
      network, batch: training.batchSize, loss: training.loss,
      resuming: checkpoint?.optimizer ?? Optimizer(training.optimizer), seed: training.seed,
      threads: training.jobs)
    history = checkpoint?.history ?? NetworkHistory()
    best = (checkpoint?.bestEpoch ?? 0, checkpoint?.best ?? network)
  }

  /// - Throws: `ConvNetError.notFinite` where a weight has grown beyond all bounds.
  func checkpoint() throws -> NetworkCheckpoint {
    NetworkCheckpoint(
      network: try trainer.network, best: best.network, bestEpoch: best.epoch, optimizer: trainer.optimizer,
      history: history)
  }

  private var losses: [Double] { history.epochs.map(\.judged) }

  /// Whether there is nothing more to do.
  var isDone: Bool {
    guard !history.epochs.isEmpty else { return false }
    return history.epochs.count >= training.epochs || (training.earlyStopping?.ends(losses) ?? false)
  }

  /// - Throws: `TrainingError.lossNotFinite`, and what is wrong with chunks that are read on the way.
  mutating func runEpoch(_ progress: ChunksProgressHandler) throws {
    let epoch = history.epochs.count
    let (count, losses) = (data.source.countOfEpoch, losses)
    let batches = data.source.epoch(epoch)
    var (figures, rows) = (EpochFigures(epoch), 0)
    var (loss, norm, right, whole) = (0.0, 0.0, 0.0, 0.0)
    var index = 0
    while let taken = try batches.next() {
      let batch = data.prepared(taken)
      let rate = training.learningRate.rate(
        epoch: Double(epoch) + Double(index) / Double(max(1, count)), losses: losses)
      let step = try trainer.step(
        images: batch.images, targets: batch.labels, weights: batch.weights, rate: rate)
      guard step.loss.isFinite, step.gradientNorm.isFinite else {
        throw TrainingError.lossNotFinite(epoch: epoch + 1, batch: index + 1, rate: Double(rate))
      }
      loss += step.loss * Double(batch.count)
      norm += step.gradientNorm
      right += RightAnswers.weight(
        step.probabilities, targets: batch.labels, weights: batch.weights, classes: data.labelWeights.count)
      whole += batch.weights.reduce(0.0) { $0 + Double($1) }
      rows += batch.count
      index += 1
      // As many digits as the rate was given with.
      figures.learningRate = Double(rate.description) ?? Double(rate)
      progress(ChunksProgress(stage: "epoch \(epoch + 1)", done: index, total: count))
    }
    figures.loss = loss / Double(max(1, rows))
    figures.accuracy = right / max(whole, 1e-300)
    figures.gradientNorm = norm / Double(max(1, index))
    try judge(&figures)
    history.epochs.append(figures)
    if EarlyStopping(patience: 1).best(self.losses) == epoch { best = (epoch, try trainer.network) }
  }

  private func judge(_ figures: inout EpochFigures) throws {
    guard let validation = data.validation else { return }
    let runner = try NetworkRunner(try trainer.network, width: data.width, batch: 256, threads: training.jobs)
    let own = validation.figures(try runner.logits(validation.images), training.loss)
    guard own.loss.isFinite else {
      throw TrainingError.lossNotFinite(epoch: figures.epoch, batch: nil, rate: figures.learningRate)
    }
    (figures.validationLoss, figures.validationAccuracy) = (own.loss, own.accuracy)
    figures.validationROCAUC = own.rocAUC
  }
}

extension EpochFigures {
  /// An epoch, counted from 0, of which nothing is known yet.
  fileprivate init(_ index: Int) {
    self.init(epoch: index + 1, learningRate: 0, loss: 0, accuracy: 0, gradientNorm: 0)
  }
}
