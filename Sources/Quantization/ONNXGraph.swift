import ConvNet
import Files

/// Takes a network apart into ONNX's nodes and constants, layer by layer.
///
/// Inside, images are `[batch, channels, height, width]`, as ONNX has them.
struct ONNXGraph {
  private let network: Network
  /// The shape in front of the next layer, for images of the network's own width.
  private var shape: ImageShape
  /// Whether the numbers in front of the next layer are `[batch, numbers]` instead of an image.
  private var isFlat = false
  private var builder = ONNXBuilder()

  private init(_ network: Network) {
    self.network = network
    shape = ImageShape(height: network.description.height, width: network.width, channels: 1)
  }

  /// Whether images of other widths may go in.
  private var isAnyWidth: Bool {
    network.description.isFullyConvolutional
      && network.description.layers.contains { $0 == .globalMaxPool || $0 == .globalAveragePool }
  }

  /// The graph (GraphProto) of a network without normalisations.
  static func message(_ network: Network, name: String, classes: Int) -> ProtocolBuffer {
    var graph = ONNXGraph(network)
    graph.addLayers()
    return graph.builder.message(
      name: name, height: network.description.height, width: graph.isAnyWidth ? nil : network.width,
      classes: classes)
  }

  private mutating func addLayers() {
    builder.add("Transpose", name: "channels_first", [.numbers("perm", [0, 3, 1, 2])])
    let shapes = network.description.shapes(width: network.width) ?? []
    for (index, (layer, next)) in zip(network.description.layers, shapes).enumerated() {
      add(layer, "\(index)")
      shape = next
    }
    flatten("numbers")
    switch network.description.head {
    case .softmax: builder.add("Softmax", name: "head", [.number("axis", 1)], output: "probabilities")
    case .sigmoid: builder.add("Sigmoid", name: "head", output: "probabilities")
    }
  }

  private mutating func add(_ layer: NetworkDescription.Layer, _ name: String) {
    switch layer {
    case .convolution(let convolution):
      unflatten(name)
      add(convolution, name)
      add(convolution.activation, name)
    case .dropout: break
    case .maxPool(let size):
      unflatten(name)
      let sides = [max(1, size.height), max(1, size.width)]
      builder.add(
        "MaxPool", name: name + ".pool", [.numbers("kernel_shape", sides), .numbers("strides", sides)])
    case .globalMaxPool:
      unflatten(name)
      builder.add("GlobalMaxPool", name: name + ".pool")
    case .globalAveragePool:
      unflatten(name)
      builder.add("GlobalAveragePool", name: name + ".pool")
    case .dense(let units, let activation):
      flatten(name)
      let weights = builder.constant(
        name + ".weight", [units, shape.count], denseWeights(name, units: units))
      let bias = builder.constant(name + ".bias", [units], values(name, "bias"))
      builder.add("Gemm", name: name + ".dense", [.number("transB", 1)], with: [weights, bias])
      add(activation, name)
    }
  }

  private mutating func add(_ activation: NetworkDescription.Activation, _ name: String) {
    switch activation {
    case .linear: break
    case .leakyReLU(0): builder.add("Relu", name: name + ".activation")
    case .leakyReLU(let slope):
      builder.add("LeakyRelu", name: name + ".activation", [.float("alpha", slope)])
    }
  }

  private mutating func flatten(_ name: String) {
    guard !isFlat else { return }
    builder.add("Flatten", name: name + ".flatten", [.number("axis", 1)])
    isFlat = true
  }

  private mutating func unflatten(_ name: String) {
    guard isFlat else { return }
    let axes = builder.constant(name + ".axes", [2, 3])
    builder.add("Unsqueeze", name: name + ".unflatten", with: [axes])
    isFlat = false
  }
}

// MARK: Convolutions

extension ONNXGraph {
  private mutating func add(_ convolution: NetworkDescription.Convolution, _ name: String) {
    let filters = convolution.isDepthwise ? shape.channels : convolution.filters
    let kernel = [convolution.kernel.height, convolution.kernel.width]
    let own = channelsFirst(convolution, name, filters: filters)
    let inputs = convolution.isDepthwise ? 1 : shape.channels
    let padding = padding(convolution, name)
    let weights = builder.constant(name + ".weight", [filters, inputs] + kernel, own)
    let bias = builder.constant(name + ".bias", [filters], values(name, "bias"))
    builder.add(
      "Conv", name: name + ".convolution",
      [
        .numbers("dilations", [convolution.dilation.height, convolution.dilation.width]),
        .number("group", convolution.isDepthwise ? shape.channels : 1), .numbers("kernel_shape", kernel),
        padding, .numbers("strides", [convolution.stride.height, convolution.stride.width]),
      ], with: [weights, bias])
  }

  /// Zeros around the image. Those beside it depend on its width where a stride is larger than 1: ONNX's SAME_UPPER
  /// is TensorFlow's rule, but knows no dilation, and then they are computed and put there before.
  private mutating func padding(_ convolution: NetworkDescription.Convolution, _ name: String)
    -> ONNXAttribute
  {
    func zeros(_ size: Int, _ side: KeyPath<NetworkDescription.Size, Int>) -> (before: Int, behind: Int) {
      guard convolution.padding == .same else { return (0, 0) }
      let stride = convolution.stride[keyPath: side]
      let reach = (convolution.kernel[keyPath: side] - 1) * convolution.dilation[keyPath: side] + 1
      let all = max(0, ((size + stride - 1) / stride - 1) * stride + reach - size)
      return (all / 2, all - all / 2)
    }
    let (rows, frames) = (zeros(shape.height, \.height), zeros(shape.width, \.width))
    guard convolution.padding == .same, convolution.stride.width > 1, isAnyWidth else {
      return .numbers("pads", [rows.before, frames.before, rows.behind, frames.behind])
    }
    if convolution.dilation == NetworkDescription.Size(1) { return .text("auto_pad", "SAME_UPPER") }
    addComputedPadding(convolution, rows: rows, name)
    return .numbers("pads", [0, 0, 0, 0])
  }

  /// Zeros beside an image whose width is known only when it comes: max(0, (⌈w / s⌉ − 1) · s + reach − w), half of them
  /// before, the rest behind.
  private mutating func addComputedPadding(
    _ convolution: NetworkDescription.Convolution, rows: (before: Int, behind: Int), _ name: String
  ) {
    let image = builder.value
    let prefix = name + ".padding."
    let reach = (convolution.kernel.width - 1) * convolution.dilation.width + 1
    let stride = builder.constant(prefix + "stride", [convolution.stride.width])
    let almost = builder.constant(prefix + "almost", [convolution.stride.width - 1])
    let least = builder.constant(prefix + "least", [reach - convolution.stride.width])
    let nothing = builder.constant(prefix + "nothing", [0])
    let half = builder.constant(prefix + "half", [2])
    let front = builder.constant(prefix + "front", [0, 0, rows.before])
    let middle = builder.constant(prefix + "middle", [0, 0, rows.behind])
    let axis = builder.constant(prefix + "axis", [3])
    builder.add("Shape", name: prefix + "shape")
    let width = builder.add("Gather", name: prefix + "width", with: [axis])
    builder.add("Add", name: prefix + "up", with: [almost])
    builder.add("Div", name: prefix + "result", with: [stride])
    builder.add("Mul", name: prefix + "span", with: [stride])
    builder.add("Add", name: prefix + "reach", with: [least])
    builder.add("Sub", name: prefix + "lack", with: [width])
    let all = builder.add("Max", name: prefix + "all", with: [nothing])
    let before = builder.add("Div", name: prefix + "before", with: [half])
    builder.value = all
    let behind = builder.add("Sub", name: prefix + "behind", with: [before])
    builder.value = front
    let pads = builder.add(
      "Concat", name: prefix + "pads", [.number("axis", 0)], with: [before, middle, behind])
    builder.value = image
    builder.add("Pad", name: name + ".padding", with: [pads])
  }
}

// MARK: Weights

extension ONNXGraph {
  private func values(_ layer: String, _ name: String) -> [Float] { network.values["\(layer).\(name)"] ?? [] }

  /// Weights `[filters, channels, height, width]`, depthwise ones `[channels, 1, height, width]`.
  private func channelsFirst(
    _ convolution: NetworkDescription.Convolution, _ name: String, filters: Int
  ) -> [Float] {
    let own = values(name, "weight")
    let cells = convolution.kernel.height * convolution.kernel.width
    let channels = convolution.isDepthwise ? 1 : shape.channels
    var weights: [Float] = []
    weights.reserveCapacity(own.count)
    for filter in 0..<filters {
      for channel in 0..<channels {
        for cell in 0..<cells {
          let place =
            convolution.isDepthwise ? cell * filters + filter : (filter * cells + cell) * channels + channel
          weights.append(own[place])
        }
      }
    }
    return weights
  }

  /// Weights `[units, numbers]` with the numbers channel by channel, as flattening makes them here.
  private func denseWeights(_ name: String, units: Int) -> [Float] {
    let own = values(name, "weight")
    let cells = shape.height * shape.width
    return (0..<units).flatMap { unit in
      (0..<shape.channels).flatMap { channel in
        (0..<cells).map { own[unit * shape.count + $0 * shape.channels + channel] }
      }
    }
  }
}
