import ConvNet

/// A network in whole numbers: 8 bits for activations and weights, 32 for sums and biases, by TensorFlow Lite's
/// specification (https://ai.google.dev/edge/litert/conversion/tensorflow/quantization/quantization_spec).
public struct IntegerNetwork: Equatable, Sendable {
  /// Sums of products of codes.
  struct Products: Equatable, Sendable {
    let convolution: NetworkDescription.Convolution
    let isDense: Bool
    /// As the floats': `[filters, height, width, channels]` or `[1, height, width, channels]`, −127...127.
    let weights: [Int8]
    /// One a filter, or one for all.
    let scales: [Float]
    /// One a filter, in steps of input scale × weight scale.
    let bias: [Int32]
    let isRectified: Bool
    /// One a filter: from a sum's steps to the result's.
    let multipliers: [QuantizedMultiplier]
  }

  /// What a step does.
  enum Kind: Equatable, Sendable {
    case products(Products)
    case leakyReLU(slope: Float, table: [Int8])
    case maxPool(NetworkDescription.Size)
    case averagePool(NetworkDescription.Size)
    case head(IntegerHead)
  }

  /// One step, the shapes around it, what the codes around it stand for, and its layer's name.
  struct Step: Equatable, Sendable {
    let kind: Kind
    let input: ImageShape
    let output: ImageShape
    let from: AffineQuantization
    let into: AffineQuantization
    let name: String
  }

  let steps: [Step]
  /// The shape of the images.
  public let inputShape: ImageShape
  /// What the codes of an image stand for.
  public let input: AffineQuantization
  /// What the codes that come out stand for: probabilities, or the numbers that they are made of.
  public let output: AffineQuantization
  /// Whether these numbers come out instead of probabilities.
  public let endsWithLogits: Bool
  /// How the last numbers become probabilities.
  public let head: NetworkDescription.Head

  init(steps: [Step], inputShape: ImageShape, input: AffineQuantization, head: NetworkDescription.Head) {
    (self.steps, self.inputShape, self.input, self.head) = (steps, inputShape, input, head)
    output = steps.last?.into ?? .probability
    endsWithLogits = !steps.contains { if case .head = $0.kind { true } else { false } }
  }

  /// Labels that it tells apart.
  public var classCount: Int { steps.last?.output.channels ?? 0 }

  /// Codes of images.
  public func codes(_ images: [Float]) -> [Int8] { images.map(input.code) }
}

extension IntegerNetwork.Kind {
  /// A leaky ReLU with the code of each result, from −128 on: two factors, for what is negative and what is not.
  static func leakyReLU(_ slope: Float, from: AffineQuantization, into: AffineQuantization) -> Self {
    // The reference kernel multiplies as floats before it becomes exact.
    let negative = QuantizedMultiplier(Double(from.scale * slope / into.scale))
    let positive = QuantizedMultiplier(Double(from.scale / into.scale))
    let table = (Int8.min...Int8.max).map { code -> Int8 in
      let number = Int32(Int(code) - from.zeroPoint)
      let product = (number >= 0 ? positive : negative).product(number)
      return Int8(clamping: Int(product) + into.zeroPoint)
    }
    return .leakyReLU(slope: slope, table: table)
  }
}

extension IntegerNetwork.Products {
  init(
    _ products: FoldedNetwork.Products, from: AffineQuantization, into: AffineQuantization,
    isPerChannel: Bool
  ) {
    let filters = products.bias.count
    func filter(_ place: Int) -> Int {
      products.convolution.isDepthwise ? place % filters : place / max(1, products.weights.count / filters)
    }
    let groups = isPerChannel ? filters : 1
    var ranges = [Float](repeating: 0, count: groups)
    for (place, weight) in products.weights.enumerated() {
      let group = isPerChannel ? filter(place) : 0
      ranges[group] = max(ranges[group], abs(weight))
    }
    // A bias has to fit into 32 bits, with room for the sum.
    for (index, bias) in products.bias.enumerated() {
      let group = isPerChannel ? index : 0
      let least = Double(abs(bias)) / (Double(from.scale) * 0x1p30) * 127
      ranges[group] = max(ranges[group], Float(min(least, Double(Float.greatestFiniteMagnitude))))
    }
    let scales = ranges.map { $0 / 127 >= .leastNormalMagnitude ? $0 / 127 : 1 }
    func scale(_ filter: Int) -> Float { scales[isPerChannel ? filter : 0] }
    self.scales = scales
    weights = products.weights.enumerated().map { place, weight in
      let steps = (Double(weight) / Double(scale(filter(place)))).rounded(.toNearestOrAwayFromZero)
      return Int8(max(-127, min(127, steps)))
    }
    bias = products.bias.enumerated().map { index, bias in
      let steps = Double(bias) / (Double(from.scale) * Double(scale(index)))
      return Int32(max(-0x1p31, min(0x1p31 - 1, steps.rounded(.toNearestOrAwayFromZero))))
    }
    multipliers = (0..<filters).map { index in
      // With one scale for all weights the reference kernel multiplies both as floats first.
      let product =
        isPerChannel ? Double(from.scale) * Double(scale(index)) : Double(from.scale * scale(index))
      return QuantizedMultiplier(product / Double(into.scale))
    }
    (convolution, isDense) = (products.convolution, products.isDense)
    isRectified = products.isRectified
  }
}
