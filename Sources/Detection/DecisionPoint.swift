/// The score from which a candidate is best taken for a shot, found on candidates that were judged by what had not seen
/// them.
///
/// How sure the last judge sounds depends on how rare shots were among what it learnt from. A handful of recordings full of
/// bursts and days of a quiet range each have a score of their own that divides best; a model calls it one half.
package struct DecisionPoint: Sendable {
  /// Weights of shots and of other candidates by the score's hundredth.
  private var (shots, others) = ([Double](repeating: 0, count: 101), [Double](repeating: 0, count: 101))

  /// How many missed shots an alarm is as bad as: most of the world's sounds are not among what is learnt from, and so
  /// many more of them pass for shots.
  package static let alarmCost = 2.0
  /// Points that are about as good as the best one: within so much of it.
  private static let slack = 0.01

  /// Nothing is known.
  package init() {}

  /// Takes candidates with the scores that each was given by what had not seen its source.
  init(_ pupils: [CandidatePupil], scores: [[Double]]) {
    for (pupil, scores) in zip(pupils, scores) {
      let weight = JudgeLesson.weight(of: pupil, for: .both)
      for (row, isShot) in pupil.learnt(by: .both) { add(score: scores[row], isShot: isShot, weight: weight) }
    }
  }

  /// Takes a candidate.
  package mutating func add(score: Double, isShot: Bool, weight: Double) {
    guard score.isFinite else { return }
    let hundredth = Int(min(max(score, 0), 1) * 100)
    if isShot { shots[hundredth] += weight } else { others[hundredth] += weight }
  }

  /// The score that is called one half: its odds are `alarmCost` times those of the middle of the scores at which F is about
  /// the highest. So an alarm counts as so many misses; F with alarms counted so often would say it too, but hangs on the
  /// few alarms with the highest scores. One half where nothing is known.
  package var score: Double {
    let all = shots.reduce(0, +)
    guard all > 0 else { return 0.5 }
    var (found, alarms) = (0.0, 0.0)
    var figures: [(score: Double, f: Double)] = []
    for hundredth in (1...99).reversed() {
      found += shots[hundredth] + (hundredth == 99 ? shots[100] : 0)
      alarms += others[hundredth] + (hundredth == 99 ? others[100] : 0)
      figures.append((Double(hundredth) / 100, 2 * found / (found + alarms + all)))
    }
    let best = figures.map(\.f).max() ?? 0
    guard best > 0 else { return 0.5 }
    let good = figures.filter { $0.f >= best - DecisionPoint.slack }
    let middle = good.reduce(0) { $0 + $1.score } / Double(good.count)
    return DecisionPoint.relative(middle, to: 1 / (1 + DecisionPoint.alarmCost))
  }

  /// A score on the scale on which `point` is one half: its odds against the point's.
  package static func relative(_ score: Double, to point: Double) -> Double {
    let (yes, no) = (score * (1 - point), (1 - score) * point)
    return yes + no > 0 ? yes / (yes + no) : score
  }
}
