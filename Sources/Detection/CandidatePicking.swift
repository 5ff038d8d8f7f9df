/// Picks onsets among judged candidates: one at a time, the best judged first, none too near to one picked before.
package enum CandidatePicking {
  /// Samples within which two onsets are one: 30 ms.
  package static let refractory = 480

  /// The onsets whose score reaches the threshold, ascending.
  package static func onsets(
    _ candidates: [Candidate], scores: [Double], threshold: Double
  ) -> [(offset: Int, score: Double)] {
    var kept: Set<Int> = []
    var taken = [Bool](repeating: false, count: candidates.count)
    let order = candidates.indices.filter { scores[$0] >= threshold }
      .sorted { (scores[$1], $0) < (scores[$0], $1) }
    for index in order where !taken[index] {
      kept.insert(index)
      for direction in [-1, 1] {
        var other = index + direction
        while candidates.indices.contains(other),
          abs(candidates[other].offset - candidates[index].offset) < refractory
        {
          taken[other] = true
          other += direction
        }
      }
    }
    return kept.sorted().map { (candidates[$0].offset, scores[$0]) }
  }
}
