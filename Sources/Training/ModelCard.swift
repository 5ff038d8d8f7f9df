import Basis
import Chunks
import Features
import Files

/// What a model says about itself, as JSON within its file's header.
public struct ModelCard: Sendable, Equatable {
  /// The kind of model: `forest`, `network` or `onsets`.
  public var kind: String
  /// The labels in the order of the model's probabilities.
  public var labels: [String]
  /// How its features are computed.
  public var features: LogMelParameters
  /// Samples in the chunks that it was trained on.
  public var length: Int
  /// The set's name.
  public var set: String
  /// Whether anybody had said which of the set's recordings share a source.
  public var isGroupedBySource: Bool
  /// SHA-256 of every recording that it was trained on, sorted.
  public var recordings: [String]
  /// The recipes that made copies of what it was trained on, sorted by name.
  public var recipes: [String]
  /// Parameters by the names that users give them.
  public var parameters: [JSON.Member]
  /// Digests of what it was trained on; `nil` where the file does not say.
  package var digests: TrainingDigests?
  /// How it came to its number of trees, where anything but `n_estimators` had a say.
  package var growth: [JSON.Member] = []
  /// What a network is made of.
  package var network: JSON.Value?
  /// Figures that were reached while training, by name.
  public var scores: [JSON.Member]
  /// The version of Shotmark that trained it.
  public var version = Shotmark.version

  /// A card without scores.
  public init(
    kind: String, labels: [String], features: LogMelParameters, set: ChunkSet, trainedOn rows: [ManifestRow],
    parameters: [JSON.Member]
  ) {
    self.kind = kind
    self.labels = labels
    self.features = features
    length = set.information.length
    self.set = set.folder.name.description
    isGroupedBySource = set.isGroupedBySource
    recordings = Swift.Set(rows.map(\.recordingSHA256)).sorted()
    recipes = Swift.Set(rows.map(\.recipe)).subtracting([""]).sorted()
    self.parameters = parameters
    scores = []
  }

  /// A card of what was trained on recordings, without a set of chunks.
  package init(kind: String, labels: [String], name: String, recordings: [String], parameters: [JSON.Member])
  {
    (self.kind, self.labels, set) = (kind, labels, name)
    features = LogMelParameters()
    length = Sampling.chunkLength
    isGroupedBySource = true
    self.recordings = Swift.Set(recordings).sorted()
    recipes = []
    self.parameters = parameters
    scores = []
  }

  private static let key = "shotmark"

  /// The header's metadata.
  public var metadata: [(String, String)] { [(ModelCard.key, value.text(pretty: false))] }

  private var value: JSON.Value {
    var members = fixedMembers
    if let digests { members.append(("trained_on", digests.json)) }
    if !growth.isEmpty { members.append(("growth", JSON.Value(.object(growth)))) }
    if let network { members.append(("network", network)) }
    return .object(members)
  }

  private var fixedMembers: [(String, JSON.Value)] {
    [
      ("kind", .string(kind)), ("labels", .array(labels.map { .string($0) })), ("features", features.json),
      ("length", .number(length)), ("set", .string(set)), ("grouped_by_source", .bool(isGroupedBySource)),
      ("recipes", .array(recipes.map { .string($0) })),
      ("parameters", JSON.Value(.object(parameters))), ("scores", JSON.Value(.object(scores))),
      ("recordings", .array(recordings.map { .string($0) })), ("version", .string(version)),
    ]
  }

  /// Reads the card in a file's header.
  ///
  /// - Throws: `TrainingError.noCard` where there is none, or where it says what cannot be.
  public init(metadata: [(String, String)], of file: Path) throws {
    guard let text = metadata.first(where: { $0.0 == ModelCard.key })?.1 else {
      throw TrainingError.noCard(file, "it does not say that Shotmark made it")
    }
    let value = try JSON.parse(Array(text.utf8), name: file)
    func need<Part>(_ name: String, _ part: Part?) throws -> Part {
      guard let part else { throw TrainingError.noCard(file, "its card has no usable '\(name)'") }
      return part
    }
    func texts(_ name: String) throws -> [String] {
      let parts = try need(name, value[name]?.array)
      return try parts.map { try need(name, $0.string) }
    }
    kind = try need("kind", value["kind"]?.string)
    labels = try texts("labels")
    features = try need("features", value["features"].flatMap(LogMelParameters.init(json:)))
    length = try need("length", value["length"]?.int.flatMap { (16...1 << 20).contains($0) ? $0 : nil })
    set = try need("set", value["set"]?.string)
    isGroupedBySource = try need("grouped_by_source", value["grouped_by_source"]?.bool)
    recordings = try texts("recordings")
    recipes = value["recipes"]?.array?.compactMap(\.string) ?? []
    parameters = value["parameters"]?.object ?? []
    scores = value["scores"]?.object ?? []
    digests = value["trained_on"].flatMap { TrainingDigests(json: $0) }
    growth = value["growth"]?.object ?? []
    network = value["network"]
    version = try need("version", value["version"]?.string)
    guard labels.count >= 2, Swift.Set(labels).count == labels.count else {
      throw TrainingError.noCard(file, "its card does not name two different labels")
    }
  }
}
