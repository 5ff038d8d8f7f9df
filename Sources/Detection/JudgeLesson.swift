import RandomForest

/// What a judge that is a forest learns from: the candidates of use to it, in numbers.
struct JudgeLesson {
  let judge: CandidateJudge
  let table: FeatureTable
  /// 1 for shots.
  let labels: [Int]
  let weights: [Double]

  /// How many times more of the world holds no shot than of what is learnt from, which was chosen for its shots.
  private static let rarity = 6.0

  /// How much each of a pupil's candidates counts.
  static func weight(of pupil: CandidatePupil, for judge: CandidateJudge) -> Double {
    pupil.weight * (judge == .both && pupil.lesson == .others ? rarity : 1)
  }

  /// - Parameter tables: what the judge sees of each pupil's candidates.
  init(_ pupils: [CandidatePupil], _ judge: CandidateJudge, _ tables: [[Float]]) {
    var (chosen, labels, weights): ([Float], [Int], [Double]) = ([], [], [])
    for (pupil, table) in zip(pupils, tables) {
      let columns = table.count / pupil.kinds.count
      for (row, isShot) in pupil.learnt(by: judge) {
        chosen += table[row * columns..<(row + 1) * columns]
        labels.append(isShot ? 1 : 0)
        weights.append(JudgeLesson.weight(of: pupil, for: judge))
      }
    }
    self.judge = judge
    table = FeatureTable(
      rows: labels.count, columns: labels.isEmpty ? 0 : chosen.count / labels.count, values: chosen)
    (self.labels, self.weights) = (labels, weights)
  }
}
