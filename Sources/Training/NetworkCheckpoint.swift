import Basis
import ConvNet
import Files

/// A training behind an epoch: everything that the next one depends on.
struct NetworkCheckpoint {
  /// As it stands now; it takes scaled images.
  var network: Network
  /// That of the best epoch.
  var best: Network
  /// From 0.
  var bestEpoch: Int
  var optimizer: Optimizer
  var history: NetworkHistory

  private static let key = "shotmark-training"

  init(network: Network, best: Network, bestEpoch: Int, optimizer: Optimizer, history: NetworkHistory) {
    (self.network, self.best, self.bestEpoch) = (network, best, bestEpoch)
    (self.optimizer, self.history) = (optimizer, history)
  }

  /// - Parameter identity: what is being trained on what, to be known again.
  func file(_ identity: TrainingIdentity) throws -> Safetensors {
    let moments = network.description.weights(width: network.width) ?? []
    var tensors = try network.tensors(prefix: "now.") + best.tensors(prefix: "best.")
    for shape in moments where shape.isTrained {
      let zeros = [Float](repeating: 0, count: shape.count)
      for (prefix, values) in [("mean.", optimizer.means), ("square.", optimizer.squares)] {
        tensors.append(
          try Safetensors.Tensor(
            name: prefix + shape.name, shape: shape.shape, values: values[shape.name] ?? zeros))
      }
    }
    let state = JSON.Value.object([
      ("identity", identity.json), ("steps", .number(optimizer.steps)), ("best_epoch", .number(bestEpoch)),
      ("history", history.json), ("version", .string(Shotmark.version)),
    ])
    return try Safetensors(tensors: tensors, metadata: [(NetworkCheckpoint.key, state.text(pretty: false))])
  }

  /// The identity of the training that a file belongs to.
  static func identity(_ file: Safetensors, name: Path) throws -> TrainingIdentity {
    guard let identity = TrainingIdentity(json: try state(file, name: name)["identity"] ?? .null) else {
      throw TrainingError.badCheckpoint(name, "it does not say what it is of")
    }
    return identity
  }

  private static func state(_ file: Safetensors, name: Path) throws -> JSON.Value {
    guard let text = file.metadata(key) else {
      throw TrainingError.badCheckpoint(name, "it does not say that Shotmark made it")
    }
    return try JSON.parse(Array(text.utf8), name: name)
  }

  /// Reads a checkpoint; nothing in it is believed unseen.
  init(
    _ file: Safetensors, name: Path, _ description: NetworkDescription, width: Int,
    optimizer parameters: Optimizer.Parameters
  ) throws {
    let state = try NetworkCheckpoint.state(file, name: name)
    guard let history = state["history"].flatMap(NetworkHistory.init(json:)),
      let steps = state["steps"]?.int, steps >= 0, let bestEpoch = state["best_epoch"]?.int,
      history.epochs.indices.contains(bestEpoch)
    else { throw TrainingError.badCheckpoint(name, "its epochs make no sense") }
    func part(_ prefix: String) throws -> Safetensors {
      try Safetensors(tensors: file.tensors.filter { $0.name.hasPrefix(prefix) })
    }
    do {
      network = try Network(description, width: width, tensors: part("now."), prefix: "now.")
      best = try Network(description, width: width, tensors: part("best."), prefix: "best.")
    } catch let error as ConvNetError {
      throw TrainingError.badCheckpoint(name, error.what)
    }
    func moments(_ prefix: String) throws -> [String: [Float]] {
      var values: [String: [Float]] = [:]
      for shape in description.weights(width: width) ?? [] where shape.isTrained {
        guard let tensor = file.tensor(prefix + shape.name), tensor.shape == shape.shape,
          tensor.dtype == .float32
        else { throw TrainingError.badCheckpoint(name, "\(prefix)\(shape.name) is missing or misshapen") }
        let own = try tensor.values(as: Float.self)
        guard own.allSatisfy(\.isFinite) else {
          throw TrainingError.badCheckpoint(name, "\(prefix)\(shape.name) holds what is no finite number")
        }
        values[shape.name] = own
      }
      return values
    }
    optimizer = Optimizer(
      parameters, steps: steps, means: try moments("mean."), squares: try moments("square."))
    (self.bestEpoch, self.history) = (bestEpoch, history)
  }
}
