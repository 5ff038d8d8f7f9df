#if canImport(Glibc)
  import Glibc
#endif

/// How fast weights move, epoch by epoch.
public enum LearningRate: Equatable, Sendable {
  /// Always the same.
  case constant(Float)
  /// Steps: the rate from an epoch on, counted from 0; the first begins at 0.
  case steps([Step])
  /// From nothing up to the rate over some epochs, then down along half a cosine to nothing at the last epoch.
  case cosine(Float, warmUp: Int, epochs: Int)
  /// A rate that is lowered by a factor where the validation loss has not fallen for some epochs.
  case plateau(Float, factor: Float, patience: Int, least: Float)

  /// A rate from an epoch on.
  public struct Step: Equatable, Sendable {
    /// The first epoch, from 0.
    public var epoch: Int
    /// The rate.
    public var rate: Float

    /// A step.
    public init(epoch: Int, rate: Float) { (self.epoch, self.rate) = (epoch, rate) }
  }

  /// The original project's: 2e-5 for three epochs, 2e-4 to epoch 13, 3e-5 to 20, then 1e-5.
  public static let original = LearningRate.steps([
    Step(epoch: 0, rate: 2e-5), Step(epoch: 3, rate: 2e-4), Step(epoch: 13, rate: 3e-5),
    Step(epoch: 20, rate: 1e-5),
  ])

  /// The same course with another highest rate.
  public func scaled(toHighest highest: Float) -> LearningRate {
    switch self {
    case .constant: .constant(highest)
    case .steps(let steps):
      .steps(
        steps.map { Step(epoch: $0.epoch, rate: $0.rate * highest / (steps.map(\.rate).max() ?? highest)) })
    case .cosine(_, let warmUp, let epochs): .cosine(highest, warmUp: warmUp, epochs: epochs)
    case .plateau(let rate, let factor, let patience, let least):
      .plateau(highest, factor: factor, patience: patience, least: least * highest / rate)
    }
  }

  /// The rate of a batch.
  ///
  /// - Parameters:
  ///   - epoch: from 0, with the part of it that is done: 2.5 in the middle of the third.
  ///   - losses: the validation loss of each epoch before.
  public func rate(epoch: Double, losses: [Double]) -> Float {
    switch self {
    case .constant(let rate): return rate
    case .steps(let steps): return steps.last { Double($0.epoch) <= epoch }?.rate ?? steps.first?.rate ?? 0
    case .cosine(let rate, let warmUp, let epochs):
      if epoch < Double(warmUp) { return rate * Float(epoch / Double(warmUp)) }
      let part = min(1, (epoch - Double(warmUp)) / Double(max(1, epochs - warmUp)))
      return rate * Float((1 + cos(Double.pi * part)) / 2)
    case .plateau(let rate, let factor, let patience, let least):
      var (own, best, waited) = (rate, Double.infinity, 0)
      for loss in losses {
        if loss < best {
          (best, waited) = (loss, 0)
        } else {
          waited += 1
          if waited >= patience { (own, waited) = (max(least, own * factor), 0) }
        }
      }
      return own
    }
  }
}

/// Ends training where the validation loss has not fallen for some epochs; the weights of the best epoch are kept.
public struct EarlyStopping: Equatable, Sendable {
  /// Epochs without a better loss.
  public var patience: Int
  /// By how much a loss has to be better to count.
  public var leastGain: Double

  /// A rule; the original project waits eight epochs.
  public init(patience: Int = 8, leastGain: Double = 0) {
    (self.patience, self.leastGain) = (patience, leastGain)
  }

  /// The epoch with the lowest loss, the first of equals; `nil` where none has one.
  public func best(_ losses: [Double]) -> Int? {
    var best: (epoch: Int, loss: Double)?
    for (epoch, loss) in losses.enumerated() where loss.isFinite {
      if best.map({ loss < $0.loss - leastGain }) ?? true { best = (epoch, loss) }
    }
    return best?.epoch
  }

  /// Whether training ends behind these epochs.
  public func ends(_ losses: [Double]) -> Bool { losses.count - 1 - (best(losses) ?? -1) >= patience }
}
