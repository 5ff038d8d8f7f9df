import Basis
import Chunks
import ConvNet
import Features
import Files

/// A network, and what it says about itself.
public struct NetworkModel: TrainedModel {
  /// What a card calls it.
  static let kind = "network"

  /// What the model says about itself.
  public var card: ModelCard
  /// Layers and weights; images go in as they are, in dB.
  public var network: Network

  /// A trained network with its card.
  public init(card: ModelCard, network: Network) {
    self.card = card
    self.card.network = network.description.json
    self.network = network
  }

  /// Reads a model.
  ///
  /// - Throws: whatever is wrong with the file, its card or its weights; nothing in it is believed unseen.
  public init(reading file: Path) throws {
    let tensors = try Safetensors(reading: file)
    try self.init(card: ModelCard(metadata: tensors.metadata, of: file), tensors, of: file)
  }

  package init(card: ModelCard, _ tensors: Safetensors, of file: Path) throws {
    guard card.kind == NetworkModel.kind else {
      throw TrainingError.wrongKind(file, has: card.kind, wanted: NetworkModel.kind)
    }
    guard let json = card.network else {
      throw TrainingError.noCard(file, "its card does not describe the network")
    }
    let description = try NetworkDescription(json, name: file)
    let frames = try LogMel(card.features).frames(card.length)
    guard description.height == card.features.nMels, description.classCount == card.labels.count else {
      throw TrainingError.noCard(file, "its card and its network do not agree about labels or features")
    }
    do {
      network = try Network(description, width: frames, tensors: tensors)
    } catch let error as ConvNetError {
      throw TrainingError.noCard(file, error.what)
    }
    self.card = card
  }

  /// Writes the model, replacing the file at once.
  public func write(to file: Path) throws {
    try Safetensors(tensors: network.tensors(), metadata: card.metadata).write(to: file)
  }

  /// A network's outputs are never quite 0 or 1.
  public var clip: Double { 1e-7 }

  /// What makes probabilities of images.
  public func judge(jobs: Int) throws -> ImageJudge {
    let runner = try NetworkRunner(network, width: network.width, batch: 256, threads: jobs)
    return { try runner.probabilities($0).map { Double($0) } }
  }
}

extension Network {
  /// The weights under their names, in their order, behind a prefix.
  package func tensors(prefix: String = "") throws -> [Safetensors.Tensor] {
    try (description.weights(width: width) ?? []).map { shape in
      try Safetensors.Tensor(name: prefix + shape.name, shape: shape.shape, values: values[shape.name] ?? [])
    }
  }

  /// A network of the tensors whose names begin with a prefix.
  ///
  /// - Throws: `ConvNetError` where one is missing, too many, or of another shape.
  package init(
    _ description: NetworkDescription, width: Int, tensors: Safetensors, prefix: String = ""
  ) throws {
    var values: [String: [Float]] = [:]
    let shapes = Dictionary(
      (description.weights(width: width) ?? []).map { ($0.name, $0.shape) }
    ) { first, _ in first }
    for tensor in tensors.tensors where tensor.name.hasPrefix(prefix) {
      let name = String(tensor.name.dropFirst(prefix.count))
      guard let shape = shapes[name] else { throw ConvNetError.unknown(name) }
      guard tensor.shape == shape, tensor.dtype == .float32 else {
        throw ConvNetError.size(name, has: tensor.count, wanted: shape.reduce(1, *))
      }
      values[name] = try tensor.values(as: Float.self)
    }
    try self.init(description, width: width, values: values)
  }
}
