/// A model's scores on a scale on which one half is where an alarm is as bad as a miss.
///
/// Whoever searches hours of the world wants few alarms, and a model for onsets calls its score one half by that. Whoever
/// goes through proposals says no with a key, and yes with a key: there the middle of all doubt is where both are as bad.
public struct EvenScale: Sendable, Equatable {
  /// The even score from which proposals are made: about most below it a person would only say no.
  ///
  /// To answer one is a key, to mark a shot that nobody proposed are several; by doubt, the low ones come last.
  public static let least = 0.02

  /// How many misses an alarm is as bad as where the model says one half.
  private let alarmCost: Double

  /// The scale of a model.
  /// - Parameter alarmCost: how many misses an alarm is as bad as where the model says one half, above 0.
  public init(alarmCost: Double) { self.alarmCost = alarmCost }

  /// A model's score on this scale, both 0–1: its odds grow by what an alarm costs.
  public func even(_ score: Double) -> Double { EvenScale.odds(of: score, times: alarmCost) }

  /// The model's score that is `even` on this scale.
  public func score(even: Double) -> Double { EvenScale.odds(of: even, times: 1 / alarmCost) }

  /// The model's score from which proposals are made.
  public var leastScore: Double { score(even: EvenScale.least) }

  private static func odds(of score: Double, times factor: Double) -> Double {
    min(1, score * factor / (1 + score * (factor - 1)))
  }
}
