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

  /// A network whose biases do something, whose normalisations have the means and variances of what they meet, and
  /// whose last numbers are a few units apart.
  static func network(_ description: NetworkDescription, width: Int = 33, seed: UInt64 = 7) throws -> Network
  {
    var network = try Network(description, width: width, seed: seed)
    for name in network.values.keys.sorted() {
      var random = RandomKey(seed: seed).adding(name).generator()
      let range: ClosedRange<Double>
      switch name.split(separator: ".").last {
      case "bias", "shift": range = -0.5...0.5
      case "scale": range = 0.6...1.4
      default: continue
      }
      network.values[name] = network.values[name]?.map { _ in Float(random.number(in: range)) }
    }
    for (index, layer) in description.layers.enumerated() {
      if case .convolution(let convolution) = layer, convolution.isNormalised {
        try settle(&network, layer: index)
      }
    }
    return try settled(network)
  }

  /// Gives a normalisation the means and variances of what it meets.
  private static func settle(_ network: inout Network, layer: Int) throws {
    var plain = network
    let names = ["scale", "shift", "mean", "variance"].map { "\(layer).\($0)" }
    for (name, value) in zip(names, [1, 0, 0, 1 - 1e-3] as [Float]) {
      plain.values[name] = plain.values[name]?.map { _ in value }
    }
    let folded = try FoldedNetwork(plain)
    guard let step = folded.steps.firstIndex(where: { $0.name == "\(layer).convolution" }) else { return }
    let (size, channels) = (folded.input.count, folded.steps[step].output.channels)
    let images = Sample.images(12, height: folded.input.height, width: folded.input.width, seed: 98)
    let numbers = (0..<12).flatMap { folded.activations(Array(images[$0 * size..<($0 + 1) * size]))[step] }
    let count = Float(numbers.count / channels)
    for channel in 0..<channels {
      let own = stride(from: channel, to: numbers.count, by: channels).map { numbers[$0] }
      let mean = own.reduce(0, +) / count
      network.values[names[2]]?[channel] = mean
      network.values[names[3]]?[channel] = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    }
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
      _ filters: Int, _ kernel: NetworkDescription.Size,
      _ change: (inout NetworkDescription.Convolution) -> Void = { _ in }
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
            convolution(5, .init(1)), convolution(4, .init(1)) { $0.activation = .linear },
            .globalAveragePool,
          ], head: .softmax)
      ),
    ]
  }()
}
