import CDNN
import Synchronization

/// A network that predicts, on oneDNN; batch normalisations have become part of the weights.
///
/// Batches are shared out among the threads: what comes out does not depend on how many there are, nor on which other
/// images are handed in; only on the batch's size can its last bits depend. Not safe to use from two threads at once.
public final class NetworkRunner {
  /// What comes out of each image: `[1, 1, classes]`, or of a map one cell a position.
  public let outputShape: ImageShape
  /// Images that a thread computes at a time.
  public let batch: Int
  /// Frames of the images.
  public let width: Int

  private let head: NetworkDescription.Head
  private let team: Team
  private let lanes: [Lane]
  private let pixels: Int

  /// - Parameters:
  ///   - width: frames of the images; other than the network was trained on only where it is fully convolutional.
  ///   - batch: images that a thread computes at a time at most; never more than eight, whose numbers stay in the
  ///     processor's nearer memory.
  ///   - isMap: whether a global pool at the end is left out, so that every position has numbers of its own.
  /// - Throws: `ConvNetError`.
  public init(_ network: Network, width: Int, batch: Int, threads: Int, isMap: Bool = false) throws {
    guard batch > 0 else { throw ConvNetError.batch("images", has: batch, wanted: 1) }
    let own = min(batch, 8)
    guard width == network.width || network.description.isFullyConvolutional else {
      throw ConvNetError.otherWidth(width, trained: network.width)
    }
    let folded = try network.folded()
    var description = folded.description
    if isMap, let last = description.layers.last, last == .globalMaxPool || last == .globalAveragePool {
      description.layers.removeLast()
    }
    guard let shapes = description.weights(width: width) else {
      throw ConvNetError.tooNarrow(width: width, least: description.leastWidth)
    }
    let first = ImageShape(height: description.height, width: width, channels: 1)
    try description.checkMemory(
      width: width, images: own * max(1, min(threads, 1024)),
      copies: 3 + threads, isTraining: false)
    team = try Team(threads: threads)
    let row = ParameterRow(shapes)
    let weights = try Numbers<Float>(row.count)
    row.read(folded.values, into: weights.start)
    lanes = try (0..<threads).map { _ in
      try Lane(
        description, width: width, images: own, weights: weights, row: row, gradients: nil, training: nil)
    }
    (self.batch, self.width, head) = (own, width, description.head)
    outputShape = lanes.first?.output.shape ?? first
    pixels = first.count
    for lane in lanes {
      let status = lane.load()
      guard status == 0 else { throw ConvNetError.engine(status, layer: nil) }
    }
  }

  /// The network's last numbers, `[images, positions, classes]`; without a map there is one position.
  ///
  /// - Parameter images: `[images, height, width]`, any number of them.
  /// - Throws: `ConvNetError.batch` where they are no whole number of images, `ConvNetError.engine`.
  public func logits(_ images: [Float]) throws -> [Float] {
    guard images.count % pixels == 0 else {
      throw ConvNetError.batch(
        "pixels", has: images.count, wanted: (images.count / pixels + 1) * pixels)
    }
    let count = images.count / pixels
    guard count > 0 else { return [] }
    let batches = (count - 1) / batch + 1
    let active = min(lanes.count, batches)
    let statuses = try Numbers<Int32>(active)
    let result = [Float](unsafeUninitializedCapacity: count * outputShape.count) { result, initialized in
      result.initialize(repeating: 0)
      images.withUnsafeBufferPointer { images in
        // Handed out one by one: a thread that others keep from running holds nobody up.
        let next = Atomic<Int>(0)
        team.run(active) { lane in
          while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < batches else { return }
            let status = run(index, lanes[lane], images, result, count)
            if statuses.start[lane] == 0 { statuses.start[lane] = status }
          }
        }
      }
      initialized = count * outputShape.count
    }
    if let status = statuses.array.first(where: { $0 != 0 }) {
      throw ConvNetError.engine(status, layer: nil)
    }
    return result
  }

  /// One batch; of the last one whatever lies behind the images is computed along and not used.
  private func run(
    _ index: Int, _ lane: Lane, _ images: UnsafeBufferPointer<Float>,
    _ result: UnsafeMutableBufferPointer<Float>, _ count: Int
  ) -> Int32 {
    let own = min(batch, count - index * batch)
    guard let from = images.baseAddress, let to = result.baseAddress else { return 0 }
    lane.input.values.start.update(from: from + index * batch * pixels, count: own * pixels)
    let status = lane.forward(StepPart(lane: 0, lanes: 1, firstImage: 0, batch: batch, number: 0))
    (to + index * batch * outputShape.count).update(
      from: lane.output.values.start, count: own * outputShape.count)
    return status
  }

  /// Probabilities of each label, `[images, positions, classes]`.
  ///
  /// - Throws: as `logits`.
  public func probabilities(_ images: [Float]) throws -> [Float] {
    head.probabilities(try logits(images), classes: outputShape.channels)
  }
}
