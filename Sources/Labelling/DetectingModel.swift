import Basis
import Detection
import Files
import Training

/// Makes what searches recordings of models, of whichever kind.
public enum DetectingModel {
  /// What a model's file makes of recordings.
  ///
  /// - Parameters:
  ///   - label: the label that is looked for.
  ///   - jobs: threads for one recording.
  /// - Throws: what is wrong with the file; `TrainingError.unknownPositive` where the model does not know the label.
  public static func read(_ file: Path, label: String, jobs: Int = 1) throws -> any Detecting {
    try detecting(ShotModel.read(file), label: label, digest: SHA256.hex(file: file), jobs: jobs)
  }

  /// The same of a model that has been read. Every kind of model finds its way of searching here.
  ///
  /// - Parameter digest: SHA-256 of the model's file.
  package static func detecting(
    _ model: ShotModel, label: String, digest: String, jobs: Int = 1
  ) throws -> any Detecting {
    try ModelDetecting(model, label: label, digest: digest, jobs: jobs)
  }
}
