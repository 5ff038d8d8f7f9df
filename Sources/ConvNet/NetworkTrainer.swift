import Basis
import CDNN

#if canImport(Glibc)
  import Glibc
#endif

/// What came out of a training step.
public struct StepResult: Equatable, Sendable {
  /// The batch's loss before the step. Where it is no finite number, or the gradient's length is none, the step has
  /// changed nothing.
  public var loss: Double
  /// The length of the gradient of all weights, before it was clipped.
  public var gradientNorm: Double
  /// What the network said before the step, with dropout: `[rows, classes]`.
  public var probabilities: [Float]
}

/// A network in training, on oneDNN.
///
/// Each thread computes a part of the batch, forward and backward; then the gradients are added up, and each thread
/// changes a part of the weights. The same network, batches, seed and number of threads give the same weights, bit for
/// bit, on the same kind of processor. Not safe to use from two threads at once.
public final class NetworkTrainer {
  /// Images of a batch at most.
  public let batch: Int
  /// What is made small.
  public let loss: Loss

  private let description: NetworkDescription
  private let width: Int
  private let classes: Int
  private let row: ParameterRow
  private let weights: Numbers<Float>
  private let means: Numbers<Float>
  private let squares: Numbers<Float>
  /// One row a lane; all are added up in the first.
  private let gradientRows: [Numbers<Float>]
  private let team: Team
  private let training: TrainingParts
  private let parameters: Optimizer.Parameters
  private var steps: Int
  /// By lane, then by the number of images.
  private var lanes: [[Int: Lane]]
  private let logits: Numbers<Float>
  private let losses: Numbers<Double>
  private let norms: Numbers<Double>
  private let statuses: Numbers<Int32>

  /// A training that begins.
  ///
  /// - Parameters:
  ///   - batch: images of a batch at most.
  ///   - seed: what dropout is drawn by.
  ///   - threads: that work at the same time; more than there are cores make it slower.
  /// - Throws: `ConvNetError`.
  public convenience init(
    _ network: Network, batch: Int, loss: Loss, optimizer: Optimizer.Parameters, seed: UInt64, threads: Int
  ) throws {
    try self.init(
      network, batch: batch, loss: loss, resuming: Optimizer(optimizer), seed: seed, threads: threads)
  }

  /// A training that goes on from what `network` and `optimizer` gave, as if it had not been interrupted.
  ///
  /// - Throws: `ConvNetError`.
  public init(
    _ network: Network, batch: Int, loss: Loss, resuming optimizer: Optimizer, seed: UInt64, threads: Int
  ) throws {
    guard batch > 0 else { throw ConvNetError.batch("images", has: batch, wanted: 1) }
    (description, width, self.batch, self.loss) = (network.description, network.width, batch, loss)
    guard let shapes = description.weights(width: width),
      let classes = description.shapes(width: width)?.last?.count
    else { throw ConvNetError.tooNarrow(width: width, least: description.leastWidth) }
    try description.checkMemory(
      width: width, images: batch, copies: 4 + max(1, min(threads, batch)), isTraining: true)
    self.classes = classes
    row = ParameterRow(shapes)
    team = try Team(threads: threads)
    training = try TrainingParts(description, width: width, seed: seed, team: team)
    (weights, means) = (try Numbers(row.count), try Numbers(row.trained))
    squares = try Numbers(row.trained)
    let count = row.trained
    gradientRows = try (0..<min(threads, batch)).map { _ in try Numbers(count) }
    (parameters, steps) = (optimizer.parameters, optimizer.steps)
    lanes = Array(repeating: [:], count: gradientRows.count)
    (logits, losses) = (try Numbers(batch * classes), try Numbers(batch))
    (norms, statuses) = (try Numbers(threads), try Numbers(threads))
    row.read(network.values, into: weights.start)
    let trained = Set(shapes.filter(\.isTrained).map(\.name))
    row.read(optimizer.means.filter { trained.contains($0.key) }, into: means.start)
    row.read(optimizer.squares.filter { trained.contains($0.key) }, into: squares.start)
    // The batch that will come most often, so that what cannot be computed is refused now.
    _ = try parts(batch)
  }

  /// The network as it is now.
  ///
  /// - Throws: `ConvNetError.notFinite` where a weight has grown beyond all bounds.
  public var network: Network {
    get throws { try Network(description, width: width, values: row.values(weights.start)) }
  }

  /// What the optimiser remembers now.
  public var optimizer: Optimizer {
    Optimizer(
      parameters, steps: steps, means: row.values(means.start, trainedOnly: true),
      squares: row.values(squares.start, trainedOnly: true))
  }

  /// The gradients of the last step, by name; for tests.
  package var gradients: [String: [Float]] { row.values(gradientRows[0].start, trainedOnly: true) }

  /// The lanes of a batch, and the part that each has.
  private func parts(_ count: Int) throws -> [(lane: Lane, part: StepPart)] {
    let active = min(gradientRows.count, count)
    var first = 0
    return try (0..<active).map { index in
      let images = count / active + (index < count % active ? 1 : 0)
      defer { first += images }
      let part = StepPart(lane: index, lanes: active, firstImage: first, batch: count, number: steps)
      if let lane = lanes[index][images] { return (lane, part) }
      let lane = try Lane(
        description, width: width, images: images, weights: weights, row: row, gradients: gradientRows[index],
        training: training)
      lanes[index][images] = lane
      return (lane, part)
    }
  }

  /// One step: forward, backward, and the weights moved.
  ///
  /// - Parameters:
  ///   - images: `[rows, height, width]`, at most as many as the batch's size.
  ///   - targets: how much each is of each label, `[rows, classes]`, 0...1.
  ///   - weights: one a row.
  ///   - rate: the learning rate.
  /// - Throws: `ConvNetError.batch` where these do not fit together, `ConvNetError.engine`.
  public func step(images: [Float], targets: [Float], weights: [Float], rate: Float) throws -> StepResult {
    let count = weights.count
    guard (1...batch).contains(count) else {
      throw ConvNetError.batch("weights", has: count, wanted: batch)
    }
    let pixels = description.height * width
    guard images.count == count * pixels else {
      throw ConvNetError.batch("pixels", has: images.count, wanted: count * pixels)
    }
    guard targets.count == count * classes else {
      throw ConvNetError.batch("targets", has: targets.count, wanted: count * classes)
    }
    let parts = try parts(count)
    images.withUnsafeBufferPointer { images in
      targets.withUnsafeBufferPointer { targets in
        weights.withUnsafeBufferPointer { weights in
          let batch = LabelledBatch(images: images, targets: targets, weights: weights)
          team.run(parts.count) { lane in
            work(parts[lane].lane, parts[lane].part, batch)
            update(parts[lane].part, parts[lane].lane, rate)
          }
        }
      }
    }
    if let status = (0..<parts.count).map({ statuses.start[$0] }).first(where: { $0 != 0 }) {
      throw ConvNetError.engine(status, layer: nil)
    }
    let (loss, norm) = (meanLoss(count), norm(parts.count))
    if loss.isFinite && norm.isFinite { steps += 1 }
    let own = Array(UnsafeBufferPointer(start: logits.start, count: count * classes))
    return StepResult(
      loss: loss, gradientNorm: norm, probabilities: description.head.probabilities(own, classes: classes))
  }
}

/// A batch on its way into a step.
private struct LabelledBatch {
  let images: UnsafeBufferPointer<Float>
  let targets: UnsafeBufferPointer<Float>
  let weights: UnsafeBufferPointer<Float>
}

extension NetworkTrainer {
  /// A lane's part of the batch, forward and backward.
  private func work(_ lane: Lane, _ part: StepPart, _ batch: LabelledBatch) {
    let pixels = lane.input.shape.count
    if let start = batch.images.baseAddress {
      lane.input.values.start.update(from: start + part.firstImage * pixels, count: lane.images * pixels)
    }
    var status = lane.load()
    let forward = lane.forward(part)
    if status == 0 { status = forward }
    let from = part.firstImage * classes
    (logits.start + from).update(from: lane.output.values.start, count: lane.images * classes)
    for image in 0..<lane.images {
      let range = from + image * classes..<from + (image + 1) * classes
      let weight = Double(batch.weights[part.firstImage + image])
      losses.start[part.firstImage + image] = loss.value(
        UnsafeBufferPointer(start: logits.start + range.lowerBound, count: classes),
        targets: UnsafeBufferPointer(rebasing: batch.targets[range]), weight: weight,
        share: 1 / Double(part.batch),
        gradient: UnsafeMutableBufferPointer(
          start: lane.output.gradient.map { $0.start + image * classes }, count: classes))
    }
    let backward = lane.backward(part)
    statuses.start[part.lane] = status == 0 ? backward : status
  }

  /// A lane's part of the weights: all lanes' gradients added up, and the weights moved.
  private func update(_ part: StepPart, _ lane: Lane, _ rate: Float) {
    team.wait()
    let blocks = row.trained / 16
    let from = blocks * part.lane / part.lanes * 16
    let to = blocks * (part.lane + 1) / part.lanes * 16
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Float>.self, capacity: part.lanes) { rows in
      for index in 0..<part.lanes { rows.initializeElement(at: index, to: gradientRows[index].start) }
      guard let start = rows.baseAddress else { return }
      norms.start[part.lane] = cdnn_add_gradients(start, Int32(part.lanes), from, to)
    }
    team.wait()
    let (loss, norm) = (meanLoss(part.batch), norm(part.lanes))
    guard loss.isFinite, norm.isFinite, !(0..<part.lanes).contains(where: { statuses.start[$0] != 0 })
    else { return }
    if part.lane == 0 { for pass in lane.passes { pass.keep() } }
    move(from, to, norm, rate)
  }

  private func move(_ from: Int, _ to: Int, _ norm: Double, _ rate: Float) {
    let limit = parameters.clipNorm.map(Double.init) ?? .infinity
    let step = Float(steps + 1)
    let pace = rate * (1 - pow(parameters.beta2, step)).squareRoot() / (1 - pow(parameters.beta1, step))
    var adam = cdnn_adam(
      beta1: parameters.beta1, beta2: parameters.beta2, epsilon: parameters.epsilon, pace: pace,
      decay: rate * parameters.weightDecay, scale: norm > limit ? Float(limit / norm) : 1)
    let (start, middle) = (gradientRows[0].start, min(max(from, row.decaying), to))
    cdnn_adam_step(&adam, start, weights.start, means.start, squares.start, from, middle)
    adam.decay = 0
    cdnn_adam_step(&adam, start, weights.start, means.start, squares.start, middle, to)
  }

  /// Sums in the order of the rows and of the lanes, whoever computes them.
  private func meanLoss(_ count: Int) -> Double {
    var sum = 0.0
    for image in 0..<count { sum += losses.start[image] }
    return sum / Double(count)
  }

  private func norm(_ count: Int) -> Double {
    var sum = 0.0
    for lane in 0..<count { sum += norms.start[lane] }
    return sum.squareRoot()
  }
}
