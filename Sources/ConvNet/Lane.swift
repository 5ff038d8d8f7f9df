import Basis
import CDNN

/// What the lanes of a training have in common.
struct TrainingParts {
  /// Of each layer with a batch normalisation: its sums.
  let sums: [Int: (forward: SharedSums, backward: SharedSums)]
  /// What dropout is keyed by.
  let key: RandomKey

  init(_ description: NetworkDescription, width: Int, seed: UInt64, team: Team) throws {
    key = RandomKey(seed: seed).adding("dropout")
    var sums: [Int: (SharedSums, SharedSums)] = [:]
    for (index, shape) in (description.shapes(width: width) ?? []).enumerated() {
      guard case .convolution(let layer) = description.layers[index], layer.isNormalised else { continue }
      let columns = 2 * shape.channels
      sums[index] = (try SharedSums(width: columns, team: team), try SharedSums(width: columns, team: team))
    }
    self.sums = sums
  }
}

/// A network for some images, on one thread: the part of a batch that it computes.
final class Lane: @unchecked Sendable {
  let images: Int
  let input: Flow
  private(set) var passes: [any LayerPass] = []

  /// - Parameter training: `nil` for a network that only predicts: dropout does nothing.
  init(
    _ description: NetworkDescription, width: Int, images: Int, weights: Numbers<Float>, row: ParameterRow,
    gradients: Numbers<Float>?, training: TrainingParts?
  ) throws {
    guard let shapes = description.shapes(width: width) else {
      throw ConvNetError.tooNarrow(width: width, least: description.leastWidth)
    }
    self.images = images
    input = try Flow(
      ImageShape(height: description.height, width: width, channels: 1), images: images, hasGradient: false)
    var mask: DropoutMask?
    var done = 0
    for (index, layer) in description.layers.enumerated() where index >= done {
      let builder = PassBuilder(
        index: index, input: output, shape: shapes[index], images: images, training: training,
        before: passes.last, pool: description.pool(behind: index),
        numbers: LayerNumbers(weights: weights, gradients: gradients, row: row, layer: index))
      if let (pass, next) = try builder.single(description, shapes) {
        passes.append(pass)
        done = next
        continue
      }
      if case .dropout(let rate) = layer {
        guard let training else { continue }
        let own = DropoutMask(rate: rate, key: training.key.adding(index), cells: output.shape.count)
        // A pool right behind drops on its own.
        if index + 1 < description.layers.count, case .maxPool = description.layers[index + 1] {
          mask = own
        } else {
          passes.append(try DropoutPass(own, input: output, images: images))
        }
        continue
      }
      passes += try builder.passes(layer, mask: mask)
      mask = nil
    }
  }

  /// What the last layer gives.
  var output: Flow { passes.last?.output ?? input }

  /// - Returns: the first number of oneDNN's that is not 0. What follows is done all the same, since other lanes may
  ///   wait for it.
  func forward(_ part: StepPart) -> Int32 {
    var status: Int32 = 0
    for pass in passes {
      let own = pass.forward(part)
      if status == 0 { status = own }
    }
    return status
  }

  func backward(_ part: StepPart) -> Int32 {
    var status: Int32 = 0
    for pass in passes.reversed() {
      let own = pass.backward(part)
      if status == 0 { status = own }
    }
    return status
  }

  func load() -> Int32 { passes.reduce(0) { $0 == 0 ? $1.load() : $0 } }
}

/// Makes a layer's passes.
struct PassBuilder {
  let index: Int
  let input: Flow
  let shape: ImageShape
  let images: Int
  let training: TrainingParts?
  /// The pass before.
  let before: (any LayerPass)?
  /// The blocks of a max pool that follows, with nothing but a dropout between.
  let pool: NetworkDescription.Size?
  let numbers: LayerNumbers

  private var isTraining: Bool { training != nil }

  /// A convolution of one channel up to the pool behind it, and the number of the layer behind that; `nil` where the
  /// layers are of another kind.
  func single(
    _ description: NetworkDescription, _ shapes: [ImageShape]
  ) throws -> (pass: SingleChannelPass, next: Int)? {
    guard case .convolution(let layer) = description.layers[index], !layer.isNormalised, let pool
    else { return nil }
    var (next, mask) = (index + 1, DropoutMask?.none)
    if case .dropout(let rate) = description.layers[next] {
      next += 1
      mask = training.map { DropoutMask(rate: rate, key: $0.key.adding(index + 1), cells: shape.count) }
    }
    let pass = try SingleChannelPass(
      layer, pool: pool, mask: mask, input: input, shapes: (shape, shapes[next]), images: images,
      isTraining: isTraining, numbers: numbers)
    return pass.map { ($0, next + 1) }
  }

  func passes(_ layer: NetworkDescription.Layer, mask: DropoutMask?) throws -> [any LayerPass] {
    switch layer {
    case .convolution(let convolution): return try passes(convolution)
    case .dropout: return []
    case .maxPool(let size):
      let convolution = before as? ConvolutionPass
      return [
        try MaxPoolPass(
          size, mask: mask, input: input, shape: shape, images: images, isTraining: isTraining,
          convolution: convolution?.isPooled == true ? convolution : nil)
      ]
    case .globalMaxPool:
      return [try GlobalMaxPass(input: input, shape: shape, images: images, isTraining: isTraining)]
    case .globalAveragePool:
      return [try GlobalAveragePass(input: input, shape: shape, images: images, isTraining: isTraining)]
    case .dense(_, let activation):
      return [
        try ProductPass(
          rows: images, slope: activation.slope, input: input, shape: shape, images: images,
          isTraining: isTraining, numbers: numbers)
      ]
    }
  }

  private func passes(_ layer: NetworkDescription.Convolution) throws -> [any LayerPass] {
    let one = NetworkDescription.Size(1)
    let first: any LayerPass
    if layer.kernel == one, layer.stride == one, !layer.isDepthwise {
      first = try ProductPass(
        rows: images * shape.height * shape.width, slope: layer.isNormalised ? 1 : layer.activation.slope,
        input: input, shape: shape, images: images, isTraining: isTraining, numbers: numbers)
    } else {
      first = try ConvolutionPass(
        layer, input: input, shape: shape, images: images, isTraining: isTraining, pool: pool,
        numbers: numbers)
    }
    guard layer.isNormalised, let sums = training?.sums[index] else { return [first] }
    return [
      first,
      try NormalisationPass(
        slope: layer.activation.slope, input: first.output, images: images, sums: sums, numbers: numbers),
    ]
  }
}

extension NetworkDescription {
  /// The blocks of a max pool that follows a layer, with nothing but a dropout between.
  func pool(behind index: Int) -> Size? {
    var next = index + 1
    if next < layers.count, case .dropout = layers[next] { next += 1 }
    guard next < layers.count, case .maxPool(let size) = layers[next] else { return nil }
    return size
  }
}
