import Basis

/// Collections of synthetic recordings.
public enum Scenes {
  /// The label of every onset.
  public static let label = "GUN"

  /// Plans recordings of 2 to 60 s until they last so many minutes together.
  ///
  /// Sites come by the dozen, and every second take of a site has no shots. More minutes add recordings behind
  /// the same ones; each is drawn by its path and the seed alone.
  ///
  /// - Parameters:
  ///   - minutes: at most 100,000; none at all gives no recording.
  ///   - seed: another seed, another collection.
  ///   - parameters: what the collection is drawn within.
  public static func plan(
    minutes: Double, seed: UInt64 = 0, parameters: SceneParameters = SceneParameters()
  ) -> [ScenePlan] {
    guard minutes > 0 else { return [] }
    let wanted = Int(min(minutes, 100_000) * 60 * Double(Sampling.rate))
    let drawing = SceneDrawing(parameters: parameters, seed: seed)
    let ranges = RangeDrawing(parameters: parameters, seed: seed)
    var plans: [ScenePlan] = []
    var length = 0
    while length < wanted {
      let plan =
        parameters.setting == .sensors ? ranges.plan(plans.count) : drawing.plan(plans.count)
      length += plan.length
      plans.append(plan)
    }
    return plans
  }
}
