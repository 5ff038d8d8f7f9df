import ConvNet

/// A model's operators one behind the other.
struct TFLiteAssembly {
  private(set) var graph = TFLiteGraph()
  private let kind: TFLiteGraph.Kind
  /// The tensor that the last operator wrote, and whether it is `[1, channels]` in place of `[1, 1, 1, channels]`.
  private var last: Int
  private var isFlat = false

  /// Nothing but the images.
  init(_ kind: TFLiteGraph.Kind, _ shape: ImageShape, scales: TFLiteGraph.Scales?) {
    self.kind = kind
    last = graph.add(
      TFLiteGraph.Tensor(
        name: "log_mel", shape: [1, shape.height, shape.width, shape.channels], kind: kind, scales: scales))
  }

  /// Adds an operator from the last tensor, and constants, to a new one.
  mutating func add(
    _ code: TFLiteGraph.Code, _ options: TFLiteGraph.Options, constants: [TFLiteGraph.Tensor] = [],
    name: String, _ shape: ImageShape, scales: TFLiteGraph.Scales?
  ) {
    let inputs = [last] + constants.map { graph.add($0) }
    let dimensions = isFlat ? [1, shape.channels] : [1, shape.height, shape.width, shape.channels]
    last = graph.add(
      code, inputs, options,
      into: TFLiteGraph.Tensor(name: name, shape: dimensions, kind: kind, scales: scales))
  }

  /// Adds sums of products; weights and biases as bytes with their scales.
  mutating func add(
    _ convolution: NetworkDescription.Convolution, isDense: Bool, isRectified: Bool,
    weights: ([UInt8], TFLiteGraph.Scales?), bias: ([UInt8], TFLiteGraph.Scales?), name: String,
    from input: ImageShape, into output: ImageShape, scales: TFLiteGraph.Scales?
  ) {
    let kernel = [convolution.kernel.height, convolution.kernel.width, input.channels]
    let shape =
      isDense ? [output.channels, input.count] : [convolution.isDepthwise ? 1 : output.channels] + kernel
    let constants = [
      TFLiteGraph.Tensor(
        name: name + ".weight", shape: shape, kind: kind, bytes: weights.0, scales: weights.1),
      TFLiteGraph.Tensor(
        name: name + ".bias", shape: [output.channels], kind: kind == .int8 ? .int32 : kind, bytes: bias.0,
        scales: bias.1),
    ]
    let code: TFLiteGraph.Code
    if isDense {
      code = .dense(kind, isPerChannel: (weights.1?.scales.count ?? 1) > 1)
    } else {
      if isFlat { reshape(input, isFlat: false, name: name + ".cell", scales: nil) }
      let isDilated = convolution.dilation != NetworkDescription.Size(1)
      code = convolution.isDepthwise ? .depthwise(kind, isDilated: isDilated) : .convolution(kind)
    }
    isFlat = isDense
    add(
      code,
      isDense
        ? .dense(isRectified: isRectified)
        : .convolution(convolution, isRectified: isRectified),
      constants: constants, name: name, output, scales: scales)
  }

  /// Joins all cells to one; nothing is left to do behind a dense layer.
  mutating func reduce(_ code: TFLiteGraph.Code, name: String, _ shape: ImageShape) {
    if isFlat { return }
    let axes = TFLiteGraph.Tensor(
      name: name + ".axes", shape: [2], kind: .int32, bytes: TFLiteGraph.little([1, 2] as [Int32]))
    add(code, .reducer, constants: [axes], name: name, shape, scales: nil)
  }

  /// Adds the head; `from` are the scales of what goes in.
  mutating func finish(
    _ head: NetworkDescription.Head, _ shape: ImageShape, from: TFLiteGraph.Scales?,
    scales: TFLiteGraph.Scales?
  ) {
    if !isFlat { reshape(shape, isFlat: true, name: "logits", scales: from) }
    add(
      .head(head, kind), head == .softmax ? .softmax : .none, name: "probabilities", shape, scales: scales)
  }

  /// Ends with the numbers that a head would take.
  mutating func finish(_ shape: ImageShape) {
    if isFlat {
      graph.tensors[last].name = "logits"
    } else {
      reshape(shape, isFlat: true, name: "logits", scales: nil)
    }
  }

  /// Puts a single cell's channels into two dimensions or four.
  private mutating func reshape(
    _ shape: ImageShape, isFlat: Bool, name: String, scales: TFLiteGraph.Scales?
  ) {
    let dimensions = isFlat ? [-1, shape.channels] : [-1, 1, 1, shape.channels]
    let tensor = TFLiteGraph.Tensor(
      name: name + ".shape", shape: [dimensions.count], kind: .int32,
      bytes: TFLiteGraph.little(dimensions.map(Int32.init)))
    self.isFlat = isFlat
    let scales = scales ?? graph.tensors[last].scales
    add(.reshape, .reshape(dimensions), constants: [tensor], name: name, shape, scales: scales)
  }
}

extension TFLiteGraph {
  /// Numbers as bytes, the lowest first.
  static func little(_ numbers: [Float]) -> [UInt8] {
    numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> ($0 * 8)) } }
  }

  /// Numbers as bytes, the lowest first.
  static func little(_ numbers: [Int32]) -> [UInt8] {
    numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> Int32($0 * 8)) } }
  }
}
