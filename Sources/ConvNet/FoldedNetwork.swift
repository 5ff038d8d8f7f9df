extension NetworkDescription {
  /// Added to a variance before its root is taken: Keras' default.
  public static let normalisationEpsilon: Float = 1e-3
}

extension Network {
  /// The same network without batch normalisations: their running means and variances, scales and shifts have become
  /// part of the weights and biases.
  ///
  /// - Throws: `ConvNetError` where a weight is missing.
  public func folded() throws -> Network {
    var (description, values) = (description, values)
    for (index, layer) in description.layers.enumerated() {
      guard case .convolution(var convolution) = layer, convolution.isNormalised else { continue }
      func take(_ name: String) throws -> [Float] {
        guard let own = values.removeValue(forKey: "\(index).\(name)") else {
          throw ConvNetError.missing("\(index).\(name)")
        }
        return own
      }
      let (scale, shift) = (try take("scale"), try take("shift"))
      let (mean, variance) = (try take("mean"), try take("variance"))
      var weight = try take("weight")
      let factors = zip(scale, variance).map {
        Double($0) / (Double($1) + Double(NetworkDescription.normalisationEpsilon)).squareRoot()
      }
      // Of a depthwise convolution the channels come last, otherwise the filters first.
      let step = convolution.isDepthwise ? 1 : weight.count / max(1, factors.count)
      for place in weight.indices {
        weight[place] = Float(Double(weight[place]) * factors[place / step % factors.count])
      }
      values["\(index).weight"] = weight
      values["\(index).bias"] = shift.indices.map {
        Float(Double(shift[$0]) - Double(mean[$0]) * factors[$0])
      }
      convolution.isNormalised = false
      description.layers[index] = .convolution(convolution)
    }
    return try Network(description, width: width, values: values)
  }
}
