/// Numbers of a layer, by name.
public struct WeightShape: Equatable, Hashable, Sendable {
  /// `3.weight`: the layer counted from 0, and what it is.
  public var name: String
  /// Convolutions `[filters, height, width, channels]`, depthwise ones `[1, height, width, channels]`, dense layers
  /// `[units, numbers]` (rows, then frames, then channels), all others `[channels]`.
  public var shape: [Int]
  /// Whether training changes it; running means and variances follow the data instead.
  public var isTrained: Bool

  /// Numbers in it.
  public var count: Int { shape.reduce(1, *) }
}

extension NetworkDescription {
  /// What has to be known of each layer besides its description, in order, for images of a width.
  ///
  /// Weights and biases of convolutions and dense layers; of a batch normalisation `scale`, `shift`, `mean`, `variance`
  /// instead of the bias. `nil` where the images are too small.
  public func weights(width: Int) -> [WeightShape]? {
    guard let shapes = shapes(width: width) else { return nil }
    var input = ImageShape(height: height, width: width, channels: 1)
    var weights: [WeightShape] = []
    for (index, layer) in layers.enumerated() {
      func add(_ name: String, _ shape: [Int], isTrained: Bool = true) {
        weights.append(WeightShape(name: "\(index).\(name)", shape: shape, isTrained: isTrained))
      }
      switch layer {
      case .convolution(let convolution):
        let channels = convolution.isDepthwise ? input.channels : convolution.filters
        add(
          "weight",
          [
            convolution.isDepthwise ? 1 : channels, convolution.kernel.height, convolution.kernel.width,
            input.channels,
          ])
        if convolution.isNormalised {
          add("scale", [channels])
          add("shift", [channels])
          add("mean", [channels], isTrained: false)
          add("variance", [channels], isTrained: false)
        } else {
          add("bias", [channels])
        }
      case .dense(let units, _):
        add("weight", [units, input.count])
        add("bias", [units])
      case .dropout, .maxPool, .globalMaxPool, .globalAveragePool: break
      }
      input = shapes[index]
    }
    return weights
  }

  /// Numbers that training changes, for images of a width.
  public func parameterCount(width: Int) -> Int {
    (weights(width: width) ?? []).filter(\.isTrained).reduce(0) { $0 + $1.count }
  }

  /// Products that one image of a width takes.
  public func multiplyAdds(width: Int) -> Int {
    guard let shapes = shapes(width: width) else { return 0 }
    var input = ImageShape(height: height, width: width, channels: 1)
    var sum = 0
    for (layer, shape) in zip(layers, shapes) {
      switch layer {
      case .convolution(let convolution):
        let cells = convolution.kernel.height * convolution.kernel.width
        sum += shape.count * cells * (convolution.isDepthwise ? 1 : input.channels)
      case .dense: sum += shape.count * input.count
      case .dropout, .maxPool, .globalMaxPool, .globalAveragePool: break
      }
      input = shape
    }
    return sum
  }
}

/// A network with its weights.
public struct Network: Equatable, Sendable {
  /// What it is made of.
  public let description: NetworkDescription
  /// Frames of the images that it was trained on; a fully convolutional one takes others too.
  public let width: Int
  /// What each name stands for, in the order and of the sizes that `NetworkDescription.weights` gives.
  public var values: [String: [Float]]

  /// A network; every weight has to be there.
  ///
  /// - Throws: `ConvNetError`.
  public init(_ description: NetworkDescription, width: Int, values: [String: [Float]]) throws {
    guard let shapes = description.weights(width: width) else {
      throw ConvNetError.tooNarrow(width: width, least: description.leastWidth)
    }
    for shape in shapes {
      guard let own = values[shape.name] else { throw ConvNetError.missing(shape.name) }
      guard own.count == shape.count else {
        throw ConvNetError.size(shape.name, has: own.count, wanted: shape.count)
      }
      guard own.allSatisfy(\.isFinite) else { throw ConvNetError.notFinite(shape.name) }
    }
    if let stranger = values.keys.sorted().first(where: { name in !shapes.contains { $0.name == name } }) {
      throw ConvNetError.unknown(stranger)
    }
    (self.description, self.width, self.values) = (description, width, values)
  }
}
