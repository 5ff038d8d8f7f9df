import Basis
import Chunks
import Files

/// What is being trained on what: by it a training that was broken off is known again.
struct TrainingIdentity: Equatable {
  /// SHA-256 of the chunks of train and val, and of what makes copies of them.
  var data: String
  /// Network, features and parameters by name; a training can be gone on with under others only when told to.
  var options: [JSON.Member]

  init(_ training: NetworkTraining, _ data: NetworkData) {
    let digest = RunningDigest()
    let rows = data.trainRows + (data.validation?.rows ?? [])
    digest.append(Array(TrainingDigests.chunks(rows, usesWeights: training.usesWeights).utf8))
    if let augmenting = training.augmenting {
      digest.append(augmenting.recipe.source.bytes(pretty: false))
      digest.append(Array("\(augmenting.copies ?? -1) \(augmenting.seed)".utf8))
    }
    self.data = digest.hex()
    options = training.members
    options.append(JSON.Member("network", training.network.json))
    options.append(JSON.Member("features", training.features.json))
    options.append(JSON.Member("recipe", training.augmenting.map { .string($0.recipe.name) } ?? .null))
  }

  var json: JSON.Value {
    .object([("data", .string(data)), ("options", JSON.Value(.object(options)))])
  }

  init?(json: JSON.Value) {
    guard let data = json["data"]?.string, let options = json["options"]?.object else { return nil }
    (self.data, self.options) = (data, options)
  }

  /// The options by which another training differs, by name.
  func differences(_ other: TrainingIdentity) -> [String] {
    func texts(_ identity: TrainingIdentity) -> [String: String] {
      Dictionary(identity.options.map { ($0.key, $0.value.text(pretty: false)) }) { first, _ in first }
    }
    let (own, others) = (texts(self), texts(other))
    return Set(own.keys).union(others.keys).filter { own[$0] != others[$0] }.sorted()
  }
}
