import Basis

/// What a round has learnt, by whichever way.
struct RoundStage: Sendable {
  let model: RoundModel
  /// Chunks of the set; 0 where recordings are learnt from as they are.
  var chunks = 0
  /// The area under the ROC curve on the split val; `nil` where there is none, or not both labels in it.
  var validationAUC: Double?
  /// SHA-256 of labelled recordings that the model has not learnt from.
  var unseen: Set<String> = []
  /// F at 50 ms on what is labelled, and on how many recordings, where that is known without searching them.
  var figures: (f: Double, recordings: Int)?
  /// What could not be learnt from.
  var failures: [any ThreePartError] = []
}
