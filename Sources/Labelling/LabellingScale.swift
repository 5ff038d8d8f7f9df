import Detection

/// A model's scores on the scale of somebody who goes through proposals: one half is where a miss is as bad as two alarms.
///
/// Whoever searches hours of the world wants few alarms, and a model for onsets calls its score one half by that. Whoever
/// labels says no with a key, but takes several to mark a shot that nothing had proposed.
public struct LabellingScale: Sendable, Equatable {
  /// The score on this scale from which proposals are made: about most below it a person would only say no.
  ///
  /// To answer one is a key, to mark a shot that nobody proposed are several; by doubt, the low ones come last.
  public static let least = 0.02
  /// How many alarms a miss is as bad as where this scale has one half.
  private static let missCost = 2.0

  /// By how much odds are larger on this scale.
  private let factor: Double

  /// The scale of a model. Of one that judges windows scores stay as they are: nobody has said what an alarm costs there.
  public init(of model: ShotModel) {
    switch model {
    case .windows: self.init(factor: 1)
    case .onsets: self.init(factor: model.alarmCost * LabellingScale.missCost)
    }
  }

  /// A scale by how much larger odds are on it, above 0.
  package init(factor: Double) { self.factor = factor }

  /// A model's score on this scale, both 0–1.
  public func scaled(_ score: Double) -> Double { LabellingScale.odds(of: score, times: factor) }

  /// The model's score that is `scaled` on this scale.
  public func score(scaled: Double) -> Double { LabellingScale.odds(of: scaled, times: 1 / factor) }

  /// The model's score from which proposals are made.
  public var leastScore: Double { score(scaled: LabellingScale.least) }

  private static func odds(of score: Double, times factor: Double) -> Double {
    min(1, score * factor / (1 + score * (factor - 1)))
  }
}
