import ConvNet

/// A network as it is applied: no dropout, normalisations folded into the convolutions before them, activations and the
/// head as steps of their own.
package struct FoldedNetwork: Sendable {
  /// Sums of products; `isDense` ones take the whole image at once.
  package struct Products: Equatable, Sendable {
    /// The convolution's geometry; of a dense layer the kernel is the whole image.
    package var convolution: NetworkDescription.Convolution
    /// Whether it is a dense layer, `[units, numbers]`.
    package var isDense: Bool
    /// `[filters, height, width, channels]`, or `[1, height, width, channels]` where each channel is by itself.
    package var weights: [Float]
    /// `[filters]`.
    package var bias: [Float]
    /// Whether negative results become 0.
    package var isRectified: Bool
  }

  /// What a step does.
  package enum Kind: Equatable, Sendable {
    case products(Products)
    case leakyReLU(slope: Float)
    case maxPool(NetworkDescription.Size)
    case globalMaxPool
    case globalAveragePool
    case head(NetworkDescription.Head)
  }

  /// One step, the shapes around it and its layer's name.
  package struct Step: Equatable, Sendable {
    package var kind: Kind
    package var input: ImageShape
    package var output: ImageShape
    package var name: String
  }

  /// The steps in their order; the head is the last.
  package let steps: [Step]
  /// The shape of the images.
  package let input: ImageShape

  /// Labels that it tells apart.
  package var classCount: Int { steps.last?.output.channels ?? 0 }

  /// - Parameters:
  ///   - width: frames of an image; the network's own where `nil`.
  ///   - hasDenseHead: whether 1 × 1 convolutions over a single cell are written as dense layers.
  /// - Throws: `QuantizationError`, `ConvNetError`.
  package init(_ given: Network, width: Int? = nil, hasDenseHead: Bool = false) throws {
    // The values may have been changed since they were checked.
    let network = try Network(given.description, width: given.width, values: given.values)
    let width = width ?? network.width
    guard width == network.width || network.description.isFullyConvolutional else {
      throw QuantizationError.fixedWidth(width: network.width, wanted: width)
    }
    guard let shapes = network.description.shapes(width: width) else {
      throw ConvNetError.tooNarrow(width: width, least: network.description.leastWidth)
    }
    input = ImageShape(height: network.description.height, width: width, channels: 1)
    let last = shapes.last ?? input
    guard last.height * last.width == 1 else {
      throw QuantizationError.manyCells(height: last.height, width: last.width)
    }
    var steps: [Step] = []
    var before = input
    for (index, (layer, shape)) in zip(network.description.layers, shapes).enumerated() {
      let folding = Folding(network: network, index: index, input: before, output: shape)
      steps += try folding.steps(layer, hasDenseHead: hasDenseHead)
      before = shape
    }
    steps.append(Step(kind: .head(network.description.head), input: last, output: last, name: "head"))
    self.steps = steps
  }
}

/// One layer on its way to steps.
private struct Folding {
  let network: Network
  let index: Int
  let input: ImageShape
  let output: ImageShape

  func steps(_ layer: NetworkDescription.Layer, hasDenseHead: Bool) throws -> [FoldedNetwork.Step] {
    switch layer {
    case .dropout: return []
    case .maxPool(let size):
      return size == NetworkDescription.Size(1) ? [] : [step(.maxPool(size), "max_pool")]
    case .globalMaxPool: return [step(.globalMaxPool, "global_max_pool")]
    case .globalAveragePool: return [step(.globalAveragePool, "global_average_pool")]
    case .dense(_, let activation):
      let whole = NetworkDescription.Size(height: input.height, width: input.width)
      var convolution = NetworkDescription.Convolution(filters: output.channels, kernel: whole)
      convolution.activation = activation
      return try products(convolution, isDense: true, weights: try own("weight"), bias: try own("bias"))
    case .convolution(var convolution):
      convolution.filters = output.channels
      let (weights, bias) = try folded(convolution)
      let isDense =
        hasDenseHead && !convolution.isDepthwise && convolution.kernel == NetworkDescription.Size(1)
        && input.height * input.width == 1
      return try products(convolution, isDense: isDense, weights: weights, bias: bias)
    }
  }

  private func step(_ kind: FoldedNetwork.Kind, _ name: String) -> FoldedNetwork.Step {
    FoldedNetwork.Step(kind: kind, input: input, output: output, name: "\(index).\(name)")
  }

  private func own(_ name: String) throws -> [Float] {
    guard let values = network.values["\(index).\(name)"] else {
      throw ConvNetError.missing("\(index).\(name)")
    }
    return values
  }

  /// Weights and biases, with the normalisation behind them folded in: weight · scale / √(variance + ε).
  private func folded(_ convolution: NetworkDescription.Convolution) throws -> ([Float], [Float]) {
    let weights = try own("weight")
    guard convolution.isNormalised else { return (weights, try own("bias")) }
    let (scale, shift) = (try own("scale"), try own("shift"))
    let (mean, variance) = (try own("mean"), try own("variance"))
    let factors = zip(scale, variance).map { scale, variance in
      Double(scale) / (Double(variance) + Double(NetworkDescription.normalisationEpsilon)).squareRoot()
    }
    let bias = zip(zip(shift, mean), factors).map { own, factor in
      Float(Double(own.0) - Double(own.1) * factor)
    }
    let perFilter = convolution.isDepthwise ? 1 : max(1, weights.count / max(1, factors.count))
    let products = weights.indices.map { place in
      Float(Double(weights[place]) * factors[place / perFilter % factors.count])
    }
    return (products, bias)
  }

  private func products(
    _ convolution: NetworkDescription.Convolution, isDense: Bool, weights: [Float], bias: [Float]
  ) throws -> [FoldedNetwork.Step] {
    guard weights.allSatisfy(\.isFinite), bias.allSatisfy(\.isFinite) else {
      throw QuantizationError.overflow(layer: "layer \(index)")
    }
    var steps: [FoldedNetwork.Step] = []
    var own = FoldedNetwork.Products(
      convolution: convolution, isDense: isDense, weights: weights, bias: bias, isRectified: false)
    var slope: Float?
    if case .leakyReLU(let given) = convolution.activation {
      own.isRectified = given == 0
      slope = given == 0 || given == 1 ? nil : given
    }
    steps.append(step(.products(own), isDense ? "dense" : "convolution"))
    if let slope {
      steps.append(
        FoldedNetwork.Step(
          kind: .leakyReLU(slope: slope), input: output, output: output, name: "\(index).leaky_relu"))
    }
    return steps
  }
}

extension NetworkDescription.Convolution {
  /// Cells that lie above and left of an image.
  func margins(_ input: ImageShape, _ output: ImageShape) -> NetworkDescription.Size {
    func before(_ size: Int, _ result: Int, _ kernel: Int, _ stride: Int, _ dilation: Int) -> Int {
      padding == .valid ? 0 : max(0, (result - 1) * stride + (kernel - 1) * dilation + 1 - size) / 2
    }
    return NetworkDescription.Size(
      height: before(input.height, output.height, kernel.height, stride.height, dilation.height),
      width: before(input.width, output.width, kernel.width, stride.width, dilation.width))
  }
}
