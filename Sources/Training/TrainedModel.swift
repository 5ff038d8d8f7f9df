import Basis
import Chunks
import Files

/// A model of any kind, and what it says about itself.
public protocol TrainedModel: Sendable {
  /// What the model says about itself.
  var card: ModelCard { get }
  /// How near to 0 and 1 a probability may come before its logarithm is taken.
  var clip: Double { get }
  /// What makes probabilities `[rows, labels]` of images `[rows, nMels, frames]`: made ready once, for any number of
  /// calls from one thread at a time.
  func judge(jobs: Int) throws -> ImageJudge
}

/// Makes probabilities `[rows, labels]` of images `[rows, nMels, frames]`.
public typealias ImageJudge = (_ images: [Float]) throws -> [Double]

/// Reads a model of whatever kind its file says it is.
public enum ModelFile {
  /// Reads a model.
  ///
  /// - Throws: whatever is wrong with the file; nothing in it is believed unseen.
  public static func read(_ file: Path) throws -> any TrainedModel {
    let tensors = try Safetensors(reading: file)
    let card = try ModelCard(metadata: tensors.metadata, of: file)
    switch card.kind {
    case ForestModel.kind: return try ForestModel(card: card, tensors, of: file)
    case NetworkModel.kind: return try NetworkModel(card: card, tensors, of: file)
    default: throw TrainingError.wrongKind(file, has: card.kind, wanted: "forest or network")
    }
  }
}
