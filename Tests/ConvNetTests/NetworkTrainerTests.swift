import Basis
import ConvNet
import Foundation
import Testing

@Suite("Training networks")
struct NetworkTrainerTests {
  /// Losses of all kinds for a head, by a number.
  private static func loss(_ head: NetworkDescription.Head, _ kind: Int) -> Loss {
    var loss = Loss(head)
    loss.labelSmoothing = kind % 2 == 1 ? 0.1 : 0
    loss.focalGamma = kind % 3 == 1 ? 2 : 0
    return loss
  }

  @Test("Loss and gradients of drawn networks are those of plain loops and finite differences")
  func gradients() throws {
    for (index, own) in NetworkDescription.drawn(60, seed: 11).enumerated() {
      let drawn = try DrawnCase(own.description, width: own.width, rows: 5, seed: UInt64(index))
      try NetworkTrainerTests.compare(drawn, NetworkTrainerTests.loss(own.description.head, index), index)
    }
  }

  /// Every weight of small arrays, some of large ones.
  private static func compare(_ drawn: DrawnCase, _ loss: Loss, _ index: Int) throws {
    let trainer = try drawn.trainer(loss, threads: 1 + index % 3)
    let result = try trainer.step(
      images: drawn.images, targets: drawn.targets, weights: drawn.weights, rate: 0)
    var naive = NaiveNetwork(drawn.network, training: (3, 0))
    let (images, targets) = (drawn.rows(drawn.images), drawn.rows(drawn.targets))
    let weights = drawn.weights.map(Double.init)
    let value = naive.loss(loss, images, targets: targets, weights: weights)
    #expect(abs(result.loss - value) < 1e-4 * max(1, value), "\(index): \(drawn.network.description)")
    let longest = trainer.gradients.values.joined().map { abs($0) }.max() ?? 0
    var norm = 0.0
    for (name, gradient) in trainer.gradients.sorted(by: { $0.key < $1.key }) {
      norm += gradient.reduce(0) { $0 + Double($1) * Double($1) }
      for place in stride(from: 0, to: gradient.count, by: max(1, gradient.count / 7)) {
        func moved(_ step: Double) -> Double {
          let before = naive.values[name]![place]
          defer { naive.values[name]![place] = before }
          naive.values[name]![place] += step
          return naive.loss(loss, images, targets: targets, weights: weights)
        }
        let slope = (moved(1e-7) - moved(-1e-7)) / 2e-7
        #expect(
          abs(slope - Double(gradient[place])) < 2e-3 * Double(longest) + 1e-6,
          "\(index) \(name)[\(place)]: \(slope), \(gradient[place]) \(drawn.network.description)")
      }
    }
    #expect(abs(result.gradientNorm - norm.squareRoot()) < 1e-5 * norm.squareRoot() + 1e-12)
  }

  @Test("So are those of the built-in networks", arguments: NetworkDescription.builtIn.map(\.name))
  func builtIn(_ name: String) throws {
    let own = try #require(NetworkDescription.builtIn.first { $0.name == name }?.network)
    try NetworkTrainerTests.compare(try DrawnCase(own, width: 33, rows: 3, seed: 5), Loss(own.head), 1)
  }

  @Test("Gradients do not depend on what the step before left behind")
  func repeated() throws {
    // Most cells of the first layer's results are seen by nobody: their gradient is 0 each time.
    var (whole, stepping) = (
      NetworkDescription.Convolution(filters: 5, kernel: .init(3)),
      NetworkDescription.Convolution(filters: 6, kernel: .init(1))
    )
    (whole.isNormalised, whole.activation) = (true, .leakyReLU(slope: 0.3))
    stepping.stride = .init(2)
    let picking = NetworkDescription(
      height: 16,
      layers: [
        .convolution(whole), .convolution(stepping), .globalMaxPool, .dense(units: 2, activation: .linear),
      ], head: .softmax)
    let drawn = NetworkDescription.drawn(60, seed: 12).map { ($0.description, $0.width) }
    var compared = 0
    for (index, (description, width)) in ([(picking, 17)] + drawn).enumerated() {
      // Another step drops other cells.
      let drops = description.layers.contains { if case .dropout = $0 { true } else { false } }
      if drops { continue }
      let drawn = try DrawnCase(description, width: width, rows: 3, seed: UInt64(index))
      let trainer = try drawn.trainer(Loss(description.head), threads: 1)
      func gradients() throws -> [String: [Float]] {
        _ = try trainer.step(
          images: drawn.images, targets: drawn.targets, weights: drawn.weights, rate: 0)
        return trainer.gradients
      }
      #expect(try gradients() == gradients(), "\(index): \(description)")
      compared += 1
    }
    #expect(compared > 20)
  }

  @Test("Ten steps are those of Adam written down plainly, with decay and clipping")
  func optimizer() throws {
    let drawn = try DrawnCase(.tiny, width: 33, rows: 6, seed: 2)
    var parameters = Optimizer.Parameters()
    (parameters.weightDecay, parameters.clipNorm) = (0.1, 0.5)
    let trainer = try NetworkTrainer(
      drawn.network, batch: 6, loss: Loss(.softmax), optimizer: parameters, seed: 1, threads: 2)
    var naive = NaiveOptimizer(parameters)
    var weights = drawn.network.values
    for step in 1...10 {
      let result = try trainer.step(
        images: drawn.images, targets: drawn.targets, weights: drawn.weights, rate: 1e-3)
      let norm = naive.step(
        &weights, gradients: trainer.gradients, rate: 1e-3,
        decays: Set(weights.keys.filter { $0.hasSuffix(".weight") }))
      #expect(abs(norm - result.gradientNorm) < 1e-6 * norm)
      let network = try trainer.network
      for (name, gradient) in trainer.gradients {
        for place in gradient.indices {
          let own = try #require(network.values[name]?[place])
          let other = try #require(weights[name]?[place])
          #expect(abs(own - other) < 2e-6, "\(step) \(name)")
        }
      }
    }
    #expect(trainer.optimizer.steps == 10)
  }

  @Test("A small problem is learned to nearly no loss")
  func learns() throws {
    for (index, network) in [NetworkDescription.original, .tiny].enumerated() {
      let drawn = try DrawnCase(network, width: 33, rows: 12, seed: 8)
      var targets = [Float](repeating: 0, count: 24)
      for row in 0..<12 { targets[2 * row + row % 2] = 1 }
      let trainer = try NetworkTrainer(
        try Network(network, width: 33, seed: 1), batch: 12, loss: Loss(.softmax), optimizer: .init(),
        seed: 1, threads: 2)
      var last: StepResult?
      for _ in 0..<400 {
        last = try trainer.step(
          images: drawn.images, targets: targets, weights: [Float](repeating: 1, count: 12), rate: 3e-3)
      }
      #expect((last?.loss ?? 1) < 0.05, "\(index)")
      for row in 0..<12 { #expect((last?.probabilities[2 * row + row % 2] ?? 0) > 0.5) }
      // Prediction, with the running means, agrees.
      let own = try NetworkRunner(try trainer.network, width: 33, batch: 5, threads: 1)
      let probabilities = try own.probabilities(drawn.images)
      for row in 0..<12 { #expect(probabilities[2 * row + row % 2] > 0.5, "\(index) \(row)") }
    }
  }

  @Test(
    "Training that goes on from what was kept is the same, bit for bit, and so is one from the same seed",
    arguments: [1, 2, 3])
  func resumed(_ threads: Int) throws {
    var network = NetworkDescription.tiny
    network.layers.insert(.dropout(0.3), at: 5)
    let drawn = try DrawnCase(network, width: 33, rows: 7, seed: 4)
    func step(_ trainer: NetworkTrainer, _ index: Int) throws -> StepResult {
      // The last batch of an epoch is smaller.
      let rows = index % 3 == 2 ? 2 : 7
      return try trainer.step(
        images: Array(drawn.images.prefix(rows * 32 * 33)), targets: Array(drawn.targets.prefix(rows * 2)),
        weights: Array(drawn.weights.prefix(rows)), rate: 1e-3)
    }
    let (whole, again) = (
      try drawn.trainer(Loss(.softmax), threads: threads), try drawn.trainer(Loss(.softmax), threads: threads)
    )
    var results: [StepResult] = []
    for index in 0..<8 {
      results.append(try step(whole, index))
      #expect(try step(again, index) == results[index])
    }
    let other = try drawn.trainer(Loss(.softmax), threads: threads)
    for index in 0..<4 { _ = try step(other, index) }
    let resumed = try NetworkTrainer(
      try other.network, batch: 7, loss: Loss(.softmax), resuming: other.optimizer, seed: 3, threads: threads)
    for index in 4..<8 { #expect(try step(resumed, index) == results[index]) }
    #expect(try resumed.network == whole.network && resumed.optimizer == whole.optimizer)
    let seeded = try drawn.trainer(Loss(.softmax), seed: 9, threads: threads)
    _ = try step(seeded, 0)
    #expect(try step(seeded, 1) != results[1])
  }

  @Test("Running means and variances follow the batch's as Keras has it")
  func running() throws {
    let drawn = try DrawnCase(.tiny, width: 33, rows: 4, seed: 6)
    let trainer = try drawn.trainer(Loss(.softmax))
    _ = try trainer.step(images: drawn.images, targets: drawn.targets, weights: drawn.weights, rate: 0)
    // The sums of the first layer, as a network of its own without what follows them.
    var first = drawn.network.description
    guard case .convolution(var layer) = first.layers[0] else { return }
    (layer.isNormalised, layer.activation) = (false, .linear)
    first.layers = [.convolution(layer)]
    var naive = NaiveNetwork(drawn.network)
    naive.description = first
    naive.values["0.bias"] = [Double](repeating: 0, count: 8)
    let sums = naive.logits(drawn.rows(drawn.images)).joined()
    let network = try trainer.network
    for channel in 0..<8 {
      let own = sums.enumerated().filter { $0.offset % 8 == channel }.map(\.element)
      let mean = own.reduce(0, +) / Double(own.count)
      let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count)
      for (name, value) in [("0.mean", mean), ("0.variance", variance)] {
        let before = Double(try #require(drawn.network.values[name]?[channel]))
        let after = Double(try #require(network.values[name]?[channel]))
        #expect(abs(after - (0.99 * before + 0.01 * value)) < 1e-5)
      }
    }
  }

  @Test("A loss that is no number is told, and nothing of it stays")
  func notANumber() throws {
    for description in [NetworkDescription.original, .tiny, .separable] {
      let drawn = try DrawnCase(description, width: 33, rows: 4, seed: 6)
      let trainer = try drawn.trainer(Loss(.softmax))
      var images = drawn.images
      for place in images.indices.prefix(32 * 33) { images[place] = .nan }
      let result = try trainer.step(
        images: images, targets: drawn.targets, weights: drawn.weights, rate: 1e-3)
      #expect(result.loss.isNaN)
      #expect(try trainer.network == drawn.network && trainer.optimizer.steps == 0)
      let next = try trainer.step(
        images: drawn.images, targets: drawn.targets, weights: drawn.weights, rate: 1e-3)
      #expect(next.loss.isFinite && trainer.optimizer.steps == 1)
    }
  }

  @Test("Absurd sizes, batches that do not fit together and absurd threads are refused")
  func refused() throws {
    let drawn = try DrawnCase(.tiny, width: 33, rows: 4, seed: 6)
    let trainer = try drawn.trainer(Loss(.softmax))
    func step(_ images: Int, _ targets: Int, _ weights: Int) throws {
      _ = try trainer.step(
        images: [Float](repeating: 0, count: images), targets: [Float](repeating: 0, count: targets),
        weights: [Float](repeating: 1, count: weights), rate: 1e-3)
    }
    for (images, targets, weights) in [(0, 0, 0), (32 * 33 * 5, 10, 5), (32 * 33, 2, 2), (32 * 33, 3, 1)] {
      #expect(throws: ConvNetError.self) { try step(images, targets, weights) }
    }
    for threads in [-1, 0, 100_000] {
      #expect(throws: ConvNetError.threads(threads)) { try drawn.trainer(Loss(.softmax), threads: threads) }
    }
    #expect(throws: ConvNetError.self) {
      try NetworkTrainer(
        drawn.network, batch: 1 << 40, loss: Loss(.softmax), optimizer: .init(), seed: 1, threads: 2)
    }
    for layers in NetworkTrainerTests.absurd {
      let own = NetworkDescription(height: 4096, layers: layers, head: .softmax)
      let error = #expect(throws: ConvNetError.self) { try Network(own, width: 65_000, seed: 1) }
      #expect(error?.what.isEmpty == false && error?.place.isEmpty == false && error?.remedy.isEmpty == false)
    }
  }

  private static var absurd: [[NetworkDescription.Layer]] {
    let wide = NetworkDescription.Layer.convolution(.init(filters: 65_536, kernel: .init(255)))
    return [
      [wide, wide, .globalMaxPool], [wide, .dense(units: 65_536, activation: .linear)],
      [.convolution(.init(filters: 65_536, kernel: .init(1))), .dense(units: 65_536, activation: .linear)],
    ]
  }
}
