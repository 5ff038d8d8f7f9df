import ConvNet

#if canImport(Glibc)
  import Glibc
#endif

/// A network's probabilities straight from the layers' definitions, everything in double precision.
struct DoubleForward {
  let network: Network

  /// One image `[height, width, channels]`.
  private struct Image {
    var shape: ImageShape
    var values: [Double]

    /// 0 beyond the edges.
    subscript(_ row: Int, _ column: Int, _ channel: Int) -> Double {
      guard (0..<shape.height).contains(row), (0..<shape.width).contains(column) else { return 0 }
      return values[(row * shape.width + column) * shape.channels + channel]
    }

    init(_ shape: ImageShape, _ value: (Int, Int, Int) -> Double) {
      self.shape = shape
      values = []
      for row in 0..<shape.height {
        for column in 0..<shape.width {
          for channel in 0..<shape.channels { values.append(value(row, column, channel)) }
        }
      }
    }
  }

  /// The probabilities for an image of the network's height and of any width.
  func probabilities(_ image: [Float]) -> [Double] {
    let height = network.description.height
    let width = image.count / height
    var value = Image(ImageShape(height: height, width: width, channels: 1)) { row, column, _ in
      Double(image[row * width + column])
    }
    for (index, layer) in network.description.layers.enumerated() { value = apply(layer, "\(index)", value) }
    let numbers = value.values
    switch network.description.head {
    case .sigmoid: return numbers.map { 1 / (1 + exp(-$0)) }
    case .softmax:
      let powers = numbers.map { exp($0 - (numbers.max() ?? 0)) }
      return powers.map { $0 / powers.reduce(0, +) }
    }
  }

  private func weight(_ layer: String, _ name: String) -> [Double] {
    (network.values["\(layer).\(name)"] ?? []).map(Double.init)
  }

  private func activate(_ value: Double, _ activation: NetworkDescription.Activation) -> Double {
    if case .leakyReLU(let slope) = activation, value < 0 { return value * Double(slope) }
    return value
  }

  private func apply(_ layer: NetworkDescription.Layer, _ name: String, _ image: Image) -> Image {
    let shape = image.shape
    func cells(_ channel: Int) -> [Double] {
      (0..<shape.height).flatMap { row in (0..<shape.width).map { image[row, $0, channel] } }
    }
    let whole = ImageShape(height: 1, width: 1, channels: shape.channels)
    switch layer {
    case .convolution(let convolution): return convolve(convolution, name, image)
    case .dropout: return image
    case .maxPool(let size):
      let result = ImageShape(
        height: shape.height / size.height, width: shape.width / size.width, channels: shape.channels)
      return Image(result) { row, column, channel in
        (0..<size.height).flatMap { down in
          (0..<size.width).map { image[row * size.height + down, column * size.width + $0, channel] }
        }.max() ?? 0
      }
    case .globalMaxPool: return Image(whole) { cells($2).max() ?? 0 }
    case .globalAveragePool:
      return Image(whole) { cells($2).reduce(0, +) / Double(shape.height * shape.width) }
    case .dense(let units, let activation):
      let (weights, bias) = (weight(name, "weight"), weight(name, "bias"))
      return Image(ImageShape(height: 1, width: 1, channels: units)) { _, _, unit in
        let sum = image.values.enumerated().reduce(bias[unit]) {
          $0 + $1.element * weights[unit * shape.count + $1.offset]
        }
        return activate(sum, activation)
      }
    }
  }

  private func convolve(_ own: NetworkDescription.Convolution, _ name: String, _ image: Image) -> Image {
    let weights = weight(name, "weight")
    let inputs = image.shape.channels
    guard let shape = own.shape(of: image.shape) else { return image }
    // Half of what is missing goes before the image, rounded down.
    func before(_ size: Int, _ result: Int, _ side: KeyPath<NetworkDescription.Size, Int>) -> Int {
      let reach = (own.kernel[keyPath: side] - 1) * own.dilation[keyPath: side] + 1
      return own.padding == .valid ? 0 : max(0, (result - 1) * own.stride[keyPath: side] + reach - size) / 2
    }
    let (top, left) = (
      before(image.shape.height, shape.height, \.height), before(image.shape.width, shape.width, \.width)
    )
    return Image(shape) { row, column, filter in
      var sum = 0.0
      for down in 0..<own.kernel.height {
        for right in 0..<own.kernel.width {
          for channel in own.isDepthwise ? filter..<filter + 1 : 0..<inputs {
            let value = image[
              row * own.stride.height - top + down * own.dilation.height,
              column * own.stride.width - left + right * own.dilation.width, channel]
            let kernel = (own.isDepthwise ? 0 : filter) * own.kernel.height + down
            sum += value * weights[(kernel * own.kernel.width + right) * inputs + channel]
          }
        }
      }
      return activate(normalise(sum, own, name, filter), own.activation)
    }
  }

  private func normalise(
    _ sum: Double, _ own: NetworkDescription.Convolution, _ name: String, _ filter: Int
  ) -> Double {
    guard own.isNormalised else { return sum + weight(name, "bias")[filter] }
    let deviation = (weight(name, "variance")[filter] + 1e-3).squareRoot()
    return (sum - weight(name, "mean")[filter]) / deviation * weight(name, "scale")[filter]
      + weight(name, "shift")[filter]
  }
}
