/// What is done to every cell of an image before the first layer: the mean is taken off, the rest divided by the
/// deviation. Log-mel lies between −100 and 40 dB, and networks learn best of numbers around 0.
public struct InputScaling: Equatable, Sendable {
  /// In the images' unit.
  public var mean: Float
  /// In the images' unit, above 0.
  public var deviation: Float

  /// A scaling that leaves images as they are.
  public static let none = InputScaling(mean: 0, deviation: 1)

  /// A scaling.
  public init(mean: Float, deviation: Float) { (self.mean, self.deviation) = (mean, deviation) }

  /// Mean and deviation of numbers; `none` where they are all the same, or where one is not finite.
  public init(of values: [Float]) {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0.0) { $0 + Double($1) } / count
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let deviation = (squares / count).squareRoot()
    self =
      deviation.isFinite && deviation > 1e-6
      ? InputScaling(mean: Float(mean), deviation: Float(deviation)) : .none
  }

  /// Scales numbers where they lie.
  public func apply(to values: inout [Float]) {
    guard self != .none else { return }
    for index in values.indices { values[index] = (values[index] - mean) / deviation }
  }
}

extension Network {
  /// Whether a scaling of the images can become part of the first layer that weighs them: where no zeros are put
  /// around them, which would stand for something else then.
  public static func canTakeOverScaling(_ description: NetworkDescription) -> Bool {
    switch description.layers.first {
    case .convolution(let first): first.padding == .valid
    case .dense: true
    default: false
    }
  }

  /// The network that makes of unscaled images what this one makes of scaled ones; `nil` where there is none.
  ///
  /// Of w · (x − μ) / σ + b the weights become w / σ and the bias b − Σ w · μ / σ; where a normalisation follows, its
  /// mean takes the place of the bias.
  public func takingOver(_ scaling: InputScaling) -> Network? {
    guard Network.canTakeOverScaling(description), var weight = values["0.weight"] else { return nil }
    let (mean, deviation) = (Double(scaling.mean), Double(scaling.deviation))
    var changed = values
    // Rows of the weights belong to a number of the result each; a depthwise kernel of one channel has one.
    let offset = changed["0.bias"] == nil ? "0.mean" : "0.bias"
    guard var offsets = changed[offset], !offsets.isEmpty else { return nil }
    let size = weight.count / offsets.count
    for row in offsets.indices {
      var sum = 0.0
      for index in row * size..<(row + 1) * size {
        sum += Double(weight[index])
        weight[index] = Float(Double(weight[index]) / deviation)
      }
      let shift = sum * mean / deviation
      offsets[row] = Float(Double(offsets[row]) + (offset == "0.mean" ? shift : -shift))
    }
    changed["0.weight"] = weight
    changed[offset] = offsets
    return try? Network(description, width: width, values: changed)
  }
}
