import Basis
import ConvNet

/// A network with weights that are not those of the beginning, and a batch for it.
struct DrawnCase {
  var network: Network
  var images: [Float]
  var targets: [Float]
  var weights: [Float]

  init(_ description: NetworkDescription, width: Int, rows: Int, seed: UInt64) throws {
    var random = RandomKey(seed: seed).adding("drawn case").generator()
    var network = try Network(description, width: width, seed: seed)
    for name in network.values.keys.sorted() {
      let least: Float = name.hasSuffix("scale") || name.hasSuffix("variance") ? 0.5 : -0.3
      guard !name.hasSuffix("weight") else { continue }
      network.values[name] = network.values[name]?.map { _ in least + Float(random.unit()) * 0.6 }
    }
    let classes = description.shapes(width: width)?.last?.count ?? 0
    self.network = network
    images = (0..<rows * description.height * width).map { _ in Float(random.gaussian()) }
    targets = (0..<rows * classes).map { _ in Float(random.unit()) }
    for row in 0..<rows {
      let range = row * classes..<(row + 1) * classes
      let sum = targets[range].reduce(0, +)
      for place in range { targets[place] /= sum }
    }
    weights = (0..<rows).map { _ in Float(0.5 + random.unit()) }
  }

  /// The rows of something as doubles.
  func rows(_ values: [Float]) -> [[Double]] {
    let length = values.count / weights.count
    return (0..<weights.count).map { values[$0 * length..<($0 + 1) * length].map(Double.init) }
  }

  func trainer(_ loss: Loss, seed: UInt64 = 3, threads: Int = 2) throws -> NetworkTrainer {
    try NetworkTrainer(
      network, batch: weights.count, loss: loss, optimizer: .init(), seed: seed, threads: threads)
  }
}

extension NetworkDescription {
  /// A convolution of drawn kind between two others, over an image of drawn size; `nil` where it does not fit.
  static func drawn(_ random: inout KeyedGenerator) -> (description: NetworkDescription, width: Int)? {
    func side(_ most: Int) -> Size {
      Size(height: 1 + random.below(most), width: 1 + random.below(most))
    }
    func layer(_ filters: Int) -> Convolution {
      var layer = Convolution(filters: filters, kernel: side(4))
      layer.stride = side(3)
      layer.dilation = side(2)
      layer.padding = random.chance(0.5) ? .same : .valid
      layer.isNormalised = random.chance(0.3)
      layer.activation = random.chance(0.3) ? .linear : .leakyReLU(slope: 0.3)
      return layer
    }
    var middle = layer(1 + random.below(20))
    middle.isDepthwise = random.chance(0.3)
    // Sixteen filters lie side by side in a register.
    var layers: [Layer] = [.convolution(layer(random.chance(0.4) ? 16 : 1 + random.below(20)))]
    if random.chance(0.5) { layers.append(.dropout(0.25)) }
    if random.chance(0.5) { layers.append(.maxPool(size: side(3))) }
    if middle.isDepthwise, case .convolution(let first) = layers[0] { middle.filters = first.filters }
    layers.append(.convolution(middle))
    if random.chance(0.5) { layers.append(.maxPool(size: side(2))) }
    if random.chance(0.3) { layers.append(.dropout(0.5)) }
    switch random.below(3) {
    case 0: layers += [.convolution(layer(3)), .globalMaxPool]
    case 1: layers += [.convolution(layer(4)), .globalAveragePool]
    default: layers.append(.dense(units: 3, activation: .linear))
    }
    let own = NetworkDescription(
      height: 5 + random.below(14), layers: layers, head: random.chance(0.5) ? .softmax : .sigmoid)
    let width = 5 + random.below(14)
    return own.shapes(width: width) == nil ? nil : (own, width)
  }

  /// Drawn networks, as many as asked for.
  static func drawn(_ count: Int, seed: UInt64) -> [(description: NetworkDescription, width: Int)] {
    var random = RandomKey(seed: seed).adding("networks").generator()
    var drawn: [(NetworkDescription, Int)] = []
    while drawn.count < count { if let own = NetworkDescription.drawn(&random) { drawn.append(own) } }
    return drawn
  }
}
