import Basis
import ConvNet
import Evaluation
import Files

extension Works {
  /// A hundred steps of training the original's network: dropout, loss, gradients and Adam.
  static func networkStep(_ settings: Settings, batch: Int) throws -> Measured {
    let (images, truth) = try images(settings)
    let rows = truth.count
    let size = images.count / rows
    let steps = 100
    let batches = (0..<steps).map { step -> (images: [Float], targets: [Float]) in
      let places = (0..<batch).map { ($0 + step * batch) % rows }
      return (
        places.flatMap { images[$0 * size..<($0 + 1) * size] },
        places.flatMap { truth[$0] == 1 ? [0, 1] : [1, 0] as [Float] }
      )
    }
    let weights = [Float](repeating: 1, count: batch)
    let trainer = try NetworkTrainer(
      Network(.original, width: 33, seed: 0), batch: batch, loss: Loss(.softmax), optimizer: .init(),
      seed: 0, threads: Parallel.cores)
    return try Measured(settings, items: steps, unit: "steps") {
      for own in batches {
        let step = try trainer.step(images: own.images, targets: own.targets, weights: weights, rate: 1e-3)
        guard step.loss.isFinite else { throw SettingsError(what: "the loss is no finite number") }
      }
    }
  }

  /// The probabilities of all rows by the original's network.
  static func networkPredict(_ settings: Settings) throws -> Measured {
    let (shape, values) = try NPY.read(settings.path("features"))
    guard let count = shape.first, values.count == count * 32 * 33 else {
      throw SettingsError(what: "--features are no images of 32 by 33")
    }
    var images = values
    InputScaling(of: images).apply(to: &images)
    let runner = try NetworkRunner(
      Network(.original, width: 33, seed: 0), width: 33, batch: 256, threads: Parallel.cores)
    return try Measured(settings, items: count, unit: "chunks") { _ = try runner.probabilities(images) }
  }

  /// What a network makes of rows that it has not met: five seeds, each fold judged by a network of the others, all
  /// trained for 25 epochs by the original's schedule.
  static func networkAgreement(_ settings: Settings) throws -> Measured {
    try agreement(settings, clip: 1e-7) { learn, labels, judge, seed in
      let network = try trained(learn.values, labels, seed: seed)
      return try NetworkRunner(network, width: 33, batch: 256, threads: Parallel.cores)
        .probabilities(judge.values).map { Double($0) }
    }
  }

  /// The original's network after 25 epochs on images that were scaled to mean 0 and deviation 1; it takes them
  /// unscaled.
  static func trained(_ given: [Float], _ labels: [Int], seed: UInt64) throws -> Network {
    var images = given
    let scaling = InputScaling(of: images)
    scaling.apply(to: &images)
    let size = images.count / max(1, labels.count)
    let trainer = try NetworkTrainer(
      Network(.original, width: 33, seed: seed), batch: 16, loss: Loss(.softmax), optimizer: .init(),
      seed: seed, threads: Parallel.cores)
    for epoch in 0..<25 {
      var order = Array(labels.indices)
      var generator = RandomKey(seed: seed).adding("order").adding(epoch).generator()
      generator.shuffle(&order)
      for start in stride(from: 0, to: order.count, by: 16) {
        let places = order[start..<min(order.count, start + 16)]
        _ = try trainer.step(
          images: places.flatMap { images[$0 * size..<($0 + 1) * size] },
          targets: places.flatMap { labels[$0] == 1 ? [0, 1] : [1, 0] as [Float] },
          weights: [Float](repeating: 1, count: places.count),
          rate: LearningRate.original.rate(epoch: Double(epoch), losses: []))
      }
    }
    guard let network = try trainer.network.takingOver(scaling) else {
      throw SettingsError(what: "the network cannot take its scaling over")
    }
    return network
  }

  /// Images scaled to mean 0 and deviation 1, and what they show.
  private static func images(_ settings: Settings) throws -> (images: [Float], truth: [Int]) {
    let (table, labels) = try rows(settings)
    guard table.columns == 32 * 33 else { throw SettingsError(what: "--features are no images of 32 by 33") }
    var images = table.values
    InputScaling(of: images).apply(to: &images)
    return (images, labels)
  }
}
