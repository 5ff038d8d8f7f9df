import Basis
import Chunks
import ConvNet

#if canImport(Glibc)
  import Glibc
#endif

/// Looks for a learning rate: the rate grows step by step, and the loss is watched (Smith: Cyclical learning rates for
/// training neural networks, 2017, "range test").
public struct RateSearch: Sendable {
  /// A step.
  public struct Point: Sendable, Equatable {
    /// The rate of the step.
    public var rate: Double
    /// The loss before it, the mean of the steps up to here with weights that fall by a tenth a step.
    public var loss: Double
  }

  /// The steps, up to where the loss had become four times the lowest.
  public var points: [Point]
  /// Where the loss fell steepest over the logarithm of the rate; `nil` where it never fell.
  public var steepest: Double?

  /// Trains a new network from a rate of 1e-7 up to 1.
  ///
  /// - Parameter steps: at least 20; the rate grows by the same factor in each.
  /// - Throws: as training does.
  public init(
    _ training: NetworkTraining, on set: ChunkSet, steps: Int = 200,
    progress: @escaping ChunksProgressHandler = { _ in }
  ) throws {
    var plain = training
    plain.earlyStopping = nil
    let data = try NetworkData(plain, set, positive: nil, progress)
    let network = try Network(training.network, width: data.width, seed: training.seed)
    let trainer = try NetworkTrainer(
      network, batch: training.batchSize, loss: training.loss, optimizer: training.optimizer,
      seed: training.seed, threads: training.jobs)
    points = []
    var (mean, best, epoch) = (0.0, Double.infinity, 0)
    var batches = data.source.epoch(0)
    for index in 0..<max(20, steps) {
      var taken = try batches.next()
      if taken == nil {
        epoch += 1
        batches = data.source.epoch(epoch)
        taken = try batches.next()
      }
      guard let taken else { break }
      let batch = data.prepared(taken)
      let rate = 1e-7 * pow(1e7, Double(index) / Double(max(20, steps) - 1))
      let step = try trainer.step(
        images: batch.images, targets: batch.labels, weights: batch.weights, rate: Float(rate))
      mean = 0.9 * mean + 0.1 * step.loss
      let smooth = mean / (1 - pow(0.9, Double(index + 1)))
      guard smooth.isFinite, smooth < 4 * best || index < 10 else { break }
      best = min(best, smooth)
      points.append(Point(rate: rate, loss: smooth))
      progress(ChunksProgress(stage: "trying rates", done: index + 1, total: max(20, steps)))
    }
    steepest = RateSearch.steepest(points)
  }

  /// The middle of the eleven steps over which the loss falls most, over the logarithm of the rate.
  static func steepest(_ points: [Point]) -> Double? {
    let reach = 5
    guard points.count > 2 * reach else { return nil }
    var best: (rate: Double, slope: Double)?
    for index in reach..<points.count - reach {
      let (before, behind) = (points[index - reach], points[index + reach])
      let slope = (behind.loss - before.loss) / log(behind.rate / before.rate)
      if slope < 0, best.map({ slope < $0.slope }) ?? true { best = (points[index].rate, slope) }
    }
    return best?.rate
  }
}
