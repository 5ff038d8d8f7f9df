import Basis

extension Network {
  /// A network before training: weights uniform within ±√(6 / (in + out)) (Glorot, Bengio: Understanding the difficulty
  /// of training deep feedforward neural networks, 2010, as Keras has it), biases 0, normalisations that change nothing.
  ///
  /// - Throws: `ConvNetError.tooNarrow`, `ConvNetError.tooLarge`.
  public init(_ description: NetworkDescription, width: Int, seed: UInt64) throws {
    guard let shapes = description.weights(width: width) else {
      throw ConvNetError.tooNarrow(width: width, least: description.leastWidth)
    }
    try description.checkMemory(width: width, images: 0, copies: 1, isTraining: false)
    let key = RandomKey(seed: seed).adding("network")
    let values = shapes.map { shape -> (String, [Float]) in
      let kind = shape.name.split(separator: ".").last.map(String.init) ?? ""
      switch kind {
      case "weight":
        let bound = (6 / Double(max(1, shape.fanIn + shape.fanOut))).squareRoot()
        var generator = key.adding(shape.name).generator()
        return (shape.name, (0..<shape.count).map { _ in Float(generator.number(in: -bound...bound)) })
      case "scale", "variance": return (shape.name, [Float](repeating: 1, count: shape.count))
      default: return (shape.name, [Float](repeating: 0, count: shape.count))
      }
    }
    try self.init(description, width: width, values: Dictionary(uniqueKeysWithValues: values))
  }
}

extension WeightShape {
  /// Numbers that a sum is made of: the last dimensions of a kernel.
  var fanIn: Int { shape.dropFirst().reduce(1, *) }

  /// Sums that a number goes into: for each cell of the kernel one a filter.
  var fanOut: Int { shape.count == 4 ? shape[0] * shape[1] * shape[2] : shape.first ?? 1 }
}
