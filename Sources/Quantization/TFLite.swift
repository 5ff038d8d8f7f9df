import ConvNet

/// Models as files for TensorFlow Lite (LiteRT), TensorFlow Lite Micro among it: log-mel images `[1, height, width, 1]`
/// go in as `log_mel`, `[1, classes]` come out as `probabilities` (or `logits`). The same model gives the same bytes.
public enum TFLite {
  /// The file of a network in floats; interpreters may resize it to more images at once and, where it is fully
  /// convolutional, to other widths.
  ///
  /// - Parameters:
  ///   - width: frames of an image; the network's own where `nil`.
  ///   - hasDenseHead: whether 1 × 1 convolutions over a single cell are written as dense layers.
  /// - Throws: `QuantizationError`, `ConvNetError`.
  public static func bytes(of network: Network, width: Int? = nil, hasDenseHead: Bool = false) throws
    -> [UInt8]
  {
    let folded = try FoldedNetwork(network, width: width, hasDenseHead: hasDenseHead)
    return try graph(folded).bytes()
  }

  /// The file of an integer network, its input and output 8-bit codes.
  ///
  /// - Throws: `QuantizationError.tooLarge`.
  public static func bytes(of network: IntegerNetwork) throws -> [UInt8] { try graph(network).bytes() }

  private static func graph(_ network: FoldedNetwork) -> TFLiteGraph {
    var assembly = TFLiteAssembly(.float32, network.input, scales: nil)
    for step in network.steps {
      switch step.kind {
      case .products(let products):
        assembly.add(
          products.convolution, isDense: products.isDense, isRectified: products.isRectified,
          weights: (TFLiteGraph.little(products.weights), nil),
          bias: (TFLiteGraph.little(products.bias), nil),
          name: step.name, from: step.input, into: step.output, scales: nil)
      case .leakyReLU(let slope):
        assembly.add(.leakyReLU(.float32), .leakyReLU(slope), name: step.name, step.output, scales: nil)
      case .maxPool(let size):
        assembly.add(.maxPool(.float32), .pool(size), name: step.name, step.output, scales: nil)
      // Operators without a window, so that the model can be resized.
      case .globalMaxPool: assembly.reduce(.reduceMax, name: step.name, step.output)
      case .globalAveragePool: assembly.reduce(.mean, name: step.name, step.output)
      case .head(let head): assembly.finish(head, step.output, from: nil, scales: nil)
      }
    }
    return assembly.graph
  }

  private static func graph(_ network: IntegerNetwork) -> TFLiteGraph {
    var assembly = TFLiteAssembly(.int8, network.inputShape, scales: TFLiteGraph.Scales(network.input))
    for step in network.steps {
      let scales = TFLiteGraph.Scales(step.into)
      switch step.kind {
      case .products(let products):
        let dimension = products.convolution.isDepthwise ? 3 : 0
        let own = TFLiteGraph.Scales(products.scales, dimension: products.scales.count == 1 ? 0 : dimension)
        let both = TFLiteGraph.Scales(products.scales.map { step.from.scale * $0 })
        assembly.add(
          products.convolution, isDense: products.isDense, isRectified: products.isRectified,
          weights: (products.weights.map { UInt8(bitPattern: $0) }, own),
          bias: (TFLiteGraph.little(products.bias), both), name: step.name, from: step.input,
          into: step.output,
          scales: scales)
      case .leakyReLU(let slope, _):
        assembly.add(.leakyReLU(.int8), .leakyReLU(slope), name: step.name, step.output, scales: scales)
      case .maxPool(let size):
        assembly.add(.maxPool(.int8), .pool(size), name: step.name, step.output, scales: scales)
      case .averagePool(let size):
        assembly.add(.averagePool, .pool(size), name: step.name, step.output, scales: scales)
      case .head(let head):
        assembly.finish(head.head, step.output, from: TFLiteGraph.Scales(step.from), scales: scales)
      }
    }
    if network.endsWithLogits, let last = network.steps.last { assembly.finish(last.output) }
    return assembly.graph
  }
}
