import Basis
import Files
import Training

/// A model that finds shots, of whichever kind: everything that searches recordings begins here.
public enum ShotModel: Sendable {
  /// It judges windows; where something begins is found without it.
  case windows(any TrainedModel)
  /// It judges what rises, by what lies around.
  case onsets(OnsetModel)

  /// Reads a model.
  ///
  /// - Throws: whatever is wrong with the file; nothing in it is believed unseen.
  public static func read(_ file: Path) throws -> ShotModel {
    let tensors = try Safetensors(reading: file)
    let card = try ModelCard(metadata: tensors.metadata, of: file)
    guard card.kind == OnsetModel.kind else { return .windows(try ModelFile.read(file)) }
    return .onsets(try OnsetModel(card: card, tensors, of: file))
  }

  /// What the model says about itself.
  public var card: ModelCard {
    switch self {
    case .windows(let model): model.card
    case .onsets(let model): model.card
    }
  }

  /// How many missed shots an alarm is as bad as where its score is one half.
  public var alarmCost: Double {
    switch self {
    case .windows: 1
    case .onsets: DecisionPoint.alarmCost
    }
  }

  /// What searches sound with it; it has heard nothing.
  ///
  /// - Throws: `TrainingError.unknownPositive` where the model does not know the label; what is wrong with its features.
  public func detector(_ options: DetectorOptions, jobs: Int = Parallel.cores) throws -> any StreamDetector {
    switch self {
    case .windows(let model): return try WindowDetector(model, options, jobs: jobs)
    case .onsets(let model): return try CandidateDetector(model, options, jobs: jobs)
    }
  }
}
