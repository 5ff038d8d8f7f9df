import Basis
import ConvNet
import Quantization

/// Networks and images as they are met, drawn from seeds.
enum Sample {
  /// Log-mel images in dB, `[count, height, width]`: a floor that falls with the band, and a blow that dies away.
  static func images(_ count: Int, height: Int = 32, width: Int = 33, seed: UInt64 = 1) -> [Float] {
    var images: [Float] = []
    images.reserveCapacity(count * height * width)
    for image in 0..<count {
      var random = RandomKey(seed: seed).adding("image").adding(image).generator()
      let floor = random.number(in: -95 ... -40)
      let loud = random.chance(0.6) ? random.number(in: 10...38) : floor
      let onset = random.integer(in: 0...width)
      let decay = random.number(in: 0.5...4)
      let tilt = random.number(in: -1...0.3)
      for band in 0..<height {
        for frame in 0..<width {
          let blow = loud - decay * Double(frame - onset) + tilt * Double(band)
          let level = frame < onset ? floor : max(floor, blow)
          images.append(Float(max(-100, min(40, level + 3 * random.gaussian()))))
        }
      }
    }
    return images
  }

  /// A network whose normalisations and biases do something, and whose last numbers are a few units apart.
  static func network(_ description: NetworkDescription, width: Int = 33, seed: UInt64 = 7) throws -> Network {
    let plain = try Network(description, width: width, seed: seed)
    var values = plain.values
    for name in values.keys.sorted() {
      var random = RandomKey(seed: seed).adding(name).generator()
      let kind = name.split(separator: ".").last ?? ""
      values[name] = values[name]?.map { value in
        switch kind {
        case "bias", "shift": Float(random.number(in: -0.5...0.5))
        case "scale": Float(random.number(in: 0.6...1.4))
        case "mean": Float(10 * random.gaussian())
        case "variance": Float(random.number(in: 100...600))
        default: value
        }
      }
    }
    return try settled(try Network(description, width: width, values: values))
  }

  /// The last layer's numbers are shifted and scaled until they differ by a few units around 0.
  private static func settled(_ network: Network) throws -> Network {
    let folded = try FoldedNetwork(network)
    let (size, classes) = (folded.input.count, folded.classCount)
    let images = Sample.images(24, height: folded.input.height, width: folded.input.width, seed: 99)
    let logits = (0..<24).map { image in
      folded.activations(Array(images[image * size..<(image + 1) * size])).dropLast().last ?? []
    }
    let means = (0..<classes).map { label in logits.reduce(0) { $0 + $1[label] } / 24 }
    let spread = logits.reduce(Float(0)) { sum, own in
      sum + zip(own, means).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let factor = 2 / max(1e-6, (spread / Float(24 * classes)).squareRoot())
    guard let last = network.description.layers.lastIndex(where: isWeighted),
      let bias = network.values["\(last).bias"], let weights = network.values["\(last).weight"]
    else { return network }
    var values = network.values
    values["\(last).weight"] = weights.map { $0 * factor }
    values["\(last).bias"] = zip(bias, means).map { ($0 - $1) * factor }
    return try Network(network.description, width: network.width, values: values)
  }

  private static func isWeighted(_ layer: NetworkDescription.Layer) -> Bool {
    switch layer {
    case .convolution, .dense: true
    default: false
    }
  }

  /// Small networks with what the built-in ones lack.
  static let others: [(name: String, network: NetworkDescription)] = {
    func convolution(
      _ filters: Int, _ kernel: NetworkDescription.Size, _ change: (inout NetworkDescription.Convolution) -> Void = { _ in }
    ) -> NetworkDescription.Layer {
      var convolution = NetworkDescription.Convolution(filters: filters, kernel: kernel)
      convolution.activation = .leakyReLU(slope: 0.2)
      change(&convolution)
      return .convolution(convolution)
    }
    let three = NetworkDescription.Size(3)
    return [
      (
        "average, sigmoid, plain ReLU, dilation",
        NetworkDescription(
          height: 32,
          layers: [
            convolution(8, .init(height: 5, width: 3)) {
              $0.activation = .leakyReLU(slope: 0)
              $0.padding = .same
              $0.stride = .init(height: 2, width: 1)
            },
            .maxPool(size: .init(height: 2, width: 3)),
            convolution(8, three) {
              $0.dilation = .init(height: 2, width: 1)
              $0.isNormalised = true
              $0.isDepthwise = true
              $0.padding = .same
            },
            convolution(12, .init(height: 1, width: 2)), convolution(3, .init(1)) { $0.activation = .linear },
            .globalAveragePool,
          ], head: .sigmoid)
      ),
      (
        "dense behind a map, odd strides",
        NetworkDescription(
          height: 32,
          layers: [
            convolution(6, three) {
              $0.stride = .init(height: 3, width: 2)
              $0.padding = .same
              $0.isNormalised = true
            },
            .dropout(0.3), .maxPool(size: .init(2)), .dense(units: 20, activation: .leakyReLU(slope: 0.1)),
            .dense(units: 9, activation: .leakyReLU(slope: 0)), .dense(units: 2, activation: .linear),
          ], head: .softmax)
      ),
      (
        "a convolution behind a pool over everything",
        NetworkDescription(
          height: 32,
          layers: [
            convolution(17, .init(height: 3, width: 4)) { $0.stride = .init(2) }, .globalMaxPool,
            convolution(5, .init(1)), convolution(4, .init(1)) { $0.activation = .linear }, .globalAveragePool,
          ], head: .softmax)
      ),
    ]
  }()
}
