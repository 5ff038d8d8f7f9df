import Basis
import Files
import RandomForest
import Training

/// Forests that tell shots from reflections and from other sounds, and what they say about themselves.
public struct OnsetModel: Sendable {
  /// What a card calls it.
  package static let kind = "onsets"

  /// What the model says about itself.
  public var card: ModelCard
  /// The forests.
  package var forest: CandidateForest

  package init(card: ModelCard, forest: CandidateForest) { (self.card, self.forest) = (card, forest) }

  /// Reads a model: the tensors of three forests, `echoes.…`, `sounds.…` and `both.…`.
  init(card: ModelCard, _ tensors: Safetensors, of file: Path) throws {
    func part(_ name: String) throws -> Forest {
      let own = tensors.tensors.filter { $0.name.hasPrefix(name + ".") }
      return try Forest(
        reading: Safetensors(
          tensors: own.map { $0.renamed(String($0.name.dropFirst(name.count + 1))) }, metadata: []))
    }
    do {
      forest = try CandidateForest(
        echoes: part("echoes"), sounds: part("sounds"), both: part("both"))
    } catch is DetectionShapeError {
      throw TrainingError.noCard(file, "its three forests do not have the columns that they need")
    }
    guard card.labels.count == 2 else {
      throw TrainingError.noCard(file, "a model for onsets has two labels")
    }
    self.card = card
  }

  /// The file's bytes.
  package func bytes() throws -> [UInt8] {
    let parts = [("echoes", forest.echoes), ("sounds", forest.sounds), ("both", forest.both)]
    let tensors = try parts.flatMap { name, forest in
      try forest.safetensors().tensors.map { $0.renamed("\(name).\($0.name)") }
    }
    return try Safetensors(tensors: tensors, metadata: card.metadata).bytes()
  }

  /// Writes the model, replacing the file at once.
  public func write(to file: Path) throws { try AtomicFile.write(bytes(), to: file) }
}
