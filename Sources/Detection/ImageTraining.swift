import Basis
import ConvNet

/// How networks learn to tell shots from other sounds: on images that are drawn anew for every step.
package struct ImageTraining: Sendable {
  /// Images of one kind and origin.
  package struct Group: Sendable {
    package var images: [[UInt8]] = []
    /// How readily each is drawn, in proportion.
    package var chances: [Double] = []

    package init() {}

    /// Images that are drawn alike.
    package init(_ images: [[UInt8]]) { (self.images, chances) = (images, images.map { _ in 1 }) }
  }

  /// Steps, and images of each: half of them shots.
  package var (steps, batch) = (500, 64)
  /// The highest learning rate.
  package var rate: Float = 4e-3
  /// What a target is at most: nobody is quite sure.
  package var certainty: Float = 0.97
  /// Another seed, another network.
  package var seed: UInt64 = 0

  package init() {}

  /// A network that learnt from groups of shots and of other sounds; all groups of a kind are drawn as often.
  ///
  /// One thread does all of it, so that the network is the same on any number of cores.
  package func fit(shots: [Group], others: [Group]) throws -> Network {
    let start = try Network(ImageNetworks.description, width: CandidateImage.width, seed: seed)
    var parameters = Optimizer.Parameters()
    parameters.weightDecay = 0.01
    let trainer = try NetworkTrainer(
      start, batch: batch, loss: Loss(.softmax), optimizer: parameters, seed: seed, threads: 1)
    var drawing = ImageDrawing(kinds: [others, shots], seed: seed)
    let course = LearningRate.cosine(rate, warmUp: steps / 5, epochs: steps)
    let targets = (0..<batch).flatMap { image in
      image % 2 == 0 ? [certainty, 1 - certainty] : [1 - certainty, certainty]
    }
    let weights = [Float](repeating: 1, count: batch)
    for step in 0..<steps {
      _ = try trainer.step(
        images: drawing.images(batch), targets: targets, weights: weights,
        rate: course.rate(epoch: Double(step), losses: []))
    }
    return try trainer.network
  }
}
