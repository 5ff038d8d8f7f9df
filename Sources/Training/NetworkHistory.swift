import Basis
import Files

/// What an epoch of a network's training came to.
public struct EpochFigures: Sendable, Equatable {
  /// From 1.
  public var epoch: Int
  /// The rate of its last step.
  public var learningRate: Double
  /// The mean loss of its batches, with dropout, while the weights moved.
  public var loss: Double
  /// The share of its chunks whose most probable label was right.
  public var accuracy: Double
  /// The mean length of the steps' gradients before they were clipped.
  public var gradientNorm: Double
  /// The loss on the chunks of val, with the weights at the epoch's end; `nil` without any.
  public var validationLoss: Double?
  /// The same for accuracy.
  public var validationAccuracy: Double?
  /// The area under the ROC curve of the positive label; `nil` where val holds only chunks with it, or none.
  public var validationROCAUC: Double?

  /// What training makes small: the loss on val where there is one.
  var judged: Double { validationLoss ?? loss }
}

/// The epochs of a training, as `history.csv` has them.
public struct NetworkHistory: Sendable, Equatable {
  /// In their order.
  public var epochs: [EpochFigures] = []

  static let header = [
    "epoch", "learning_rate", "loss", "accuracy", "gradient_norm", "val_loss", "val_accuracy", "val_roc_auc",
  ]

  /// The table; numbers with as many digits as give the same number back, empty where there is none.
  public var bytes: [UInt8] {
    var writer = CSV.Writer()
    writer.row(NetworkHistory.header)
    for epoch in epochs { writer.row(["\(epoch.epoch)"] + epoch.numbers.map { $0.map { "\($0)" } ?? "" }) }
    return writer.bytes
  }

  var json: JSON.Value {
    .array(
      epochs.map { epoch in
        .array([.number(epoch.epoch)] + epoch.numbers.map { $0.map { JSON.Value.number($0) } ?? .null })
      })
  }

  /// - Returns: `nil` where that is no history.
  init?(json: JSON.Value) {
    guard let rows = json.array else { return nil }
    for (index, row) in rows.enumerated() {
      let cells = row.array ?? []
      let numbers = cells.dropFirst().map(\.double)
      guard cells.count == NetworkHistory.header.count, cells[0].int == index + 1,
        let epoch = EpochFigures(index + 1, numbers)
      else { return nil }
      epochs.append(epoch)
    }
  }

  init() {}
}

extension EpochFigures {
  /// The curves that TensorBoard shows.
  var scalars: [EventFile.Scalar] {
    let named: [(String, Double?)] = [
      ("loss/train", loss), ("loss/val", validationLoss), ("accuracy/train", accuracy),
      ("accuracy/val", validationAccuracy), ("roc_auc/val", validationROCAUC),
      ("learning_rate", learningRate), ("gradient_norm", gradientNorm),
    ]
    return named.compactMap { name, value in value.map { EventFile.Scalar(name, Float($0)) } }
  }

  fileprivate var numbers: [Double?] {
    [
      learningRate, loss, accuracy, gradientNorm, validationLoss, validationAccuracy, validationROCAUC,
    ]
  }

  fileprivate init?(_ epoch: Int, _ numbers: [Double?]) {
    guard numbers.count == 7, let rate = numbers[0], let loss = numbers[1], let accuracy = numbers[2],
      let norm = numbers[3]
    else { return nil }
    self.init(
      epoch: epoch, learningRate: rate, loss: loss, accuracy: accuracy, gradientNorm: norm,
      validationLoss: numbers[4], validationAccuracy: numbers[5], validationROCAUC: numbers[6])
  }
}
