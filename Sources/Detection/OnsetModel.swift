import Basis
import ConvNet
import Files
import RandomForest
import Training

/// What tells shots from reflections and from other sounds, and what it says about itself.
public struct OnsetModel: Sendable {
  /// What a card calls it.
  package static let kind = "onsets"

  /// What F at 50 ms, and the number of recordings that it is of, are called among a card's scores.
  static let (fName, judgedName) = ("f_50_ms", "judged_recordings")

  /// What the model says about itself.
  public var card: ModelCard
  /// F at 50 ms on the first folder that it learnt from, and on how many recordings, each judged by what had learnt from
  /// nothing of its source; `nil` where that was not found out.
  public var unseen: (f: Double, recordings: Int)? {
    func score(_ name: String) -> JSON.Value? { card.scores.first { $0.key == name }?.value }
    guard let f = score(OnsetModel.fName)?.double, f.isFinite, let count = score(OnsetModel.judgedName)?.int
    else { return nil }
    return (f, count)
  }
  /// Who judges.
  package var judges: CandidateJudges

  package init(card: ModelCard, judges: CandidateJudges) { (self.card, self.judges) = (card, judges) }

  /// Reads a model: the tensors of three forests, `echoes.…`, `sounds.…` and `both.…`, of networks, `images.0.…` on,
  /// and the last forest's `point`.
  init(card: ModelCard, _ tensors: Safetensors, of file: Path) throws {
    func part(_ name: String) throws -> Forest {
      let own = tensors.tensors.filter { $0.name.hasPrefix(name + ".") }
      return try Forest(
        reading: Safetensors(
          tensors: own.map { $0.renamed(String($0.name.dropFirst(name.count + 1))) }, metadata: []))
    }
    do {
      judges = try CandidateJudges(
        echoes: part("echoes"), sounds: part("sounds"), images: OnsetModel.networks(tensors),
        both: part("both"), point: tensors.tensor("point")?.values(as: Double.self).first ?? .nan)
    } catch is DetectionShapeError {
      throw TrainingError.noCard(file, "its forests and networks are not those that a model for onsets has")
    } catch let error as ConvNetError {
      throw TrainingError.noCard(file, error.what)
    }
    guard card.labels.count == 2 else {
      throw TrainingError.noCard(file, "a model for onsets has two labels")
    }
    self.card = card
  }

  /// The networks, as many as there are.
  private static func networks(_ tensors: Safetensors) throws -> ImageNetworks {
    var networks: [Network] = []
    while tensors.tensors.contains(where: { $0.name.hasPrefix("images.\(networks.count).") }) {
      networks.append(
        try Network(
          ImageNetworks.description, width: CandidateImage.width, tensors: tensors,
          prefix: "images.\(networks.count)."))
    }
    return ImageNetworks(networks)
  }

  /// The file's bytes.
  package func bytes() throws -> [UInt8] {
    let forests = [("echoes", judges.echoes), ("sounds", judges.sounds), ("both", judges.both)]
    var tensors = try forests.flatMap { name, forest in
      try forest.safetensors().tensors.map { $0.renamed("\(name).\($0.name)") }
    }
    for (number, network) in judges.images.networks.enumerated() {
      tensors += try network.tensors(prefix: "images.\(number).")
    }
    tensors.append(try Safetensors.Tensor(name: "point", shape: [1], values: [judges.point]))
    return try Safetensors(tensors: tensors, metadata: card.metadata).bytes()
  }

  /// Writes the model, replacing the file at once.
  public func write(to file: Path) throws { try AtomicFile.write(bytes(), to: file) }
}
