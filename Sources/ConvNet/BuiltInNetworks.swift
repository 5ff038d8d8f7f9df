extension NetworkDescription {
  /// The networks that need no file, by their names.
  public static let builtIn: [(name: String, summary: String, network: NetworkDescription)] = [
    ("original", "The original project's: 158,850 weights for 32 bands and two labels", original),
    ("tiny", "Less than 20 kB as int8", tiny),
    ("separable", "Depthwise-separable convolutions: a third of the weights, a fifth of the work", separable),
  ]

  /// The slope that Keras gives a leaky ReLU unless told otherwise.
  static let slope: Float = 0.3

  private static func convolution(
    _ filters: Int, _ kernel: Int, stride: Int = 1, _ padding: Padding = .valid, isDepthwise: Bool = false,
    isNormalised: Bool = false, isLinear: Bool = false
  ) -> Layer {
    var convolution = Convolution(filters: filters, kernel: Size(kernel))
    convolution.stride = Size(stride)
    convolution.padding = padding
    convolution.isDepthwise = isDepthwise
    convolution.isNormalised = isNormalised
    convolution.activation = isLinear ? .linear : .leakyReLU(slope: slope)
    return .convolution(convolution)
  }

  /// The original project's network.
  public static let original = NetworkDescription(
    height: 32,
    layers: [
      convolution(32, 3), .dropout(0.2), .maxPool(size: Size(2)),
      convolution(64, 3, stride: 2, .same), .dropout(0.1), .maxPool(size: Size(2)),
      convolution(128, 3), .maxPool(size: Size(2)),
      convolution(256, 1), convolution(128, 1), convolution(2, 1), .globalMaxPool,
    ], head: .softmax)

  /// A network for the smallest processors.
  public static let tiny = NetworkDescription(
    height: 32,
    layers: [
      convolution(8, 3, isNormalised: true), .maxPool(size: Size(2)),
      convolution(16, 3, stride: 2, .same, isNormalised: true), .dropout(0.1), .maxPool(size: Size(2)),
      convolution(32, 3, isNormalised: true), .maxPool(size: Size(2)),
      convolution(32, 1, isNormalised: true), convolution(2, 1, isLinear: true), .globalMaxPool,
    ], head: .softmax)

  /// Each convolution in two steps: over the cells of a channel, then over the channels of a cell.
  public static let separable = NetworkDescription(
    height: 32,
    layers: [
      convolution(32, 3, isNormalised: true), .maxPool(size: Size(2)),
      convolution(32, 3, stride: 2, .same, isDepthwise: true, isNormalised: true),
      convolution(64, 1, isNormalised: true), .dropout(0.1), .maxPool(size: Size(2)),
      convolution(64, 3, isDepthwise: true, isNormalised: true), convolution(128, 1, isNormalised: true),
      .maxPool(size: Size(2)), convolution(256, 1, isNormalised: true), convolution(2, 1, isLinear: true),
      .globalMaxPool,
    ], head: .softmax)
}
