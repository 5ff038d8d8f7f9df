/// What a second judge sees of a candidate besides its features: how the first judged it and those around it.
package enum CandidateNeighbours {
  /// Samples from a candidate in which the best judged one is told of: its own arrival, its echoes, other shots.
  private static let ranges: [ClosedRange<Int>] = [
    -560 ... -1, -5600 ... -320, 1...560, 320...5600, -16_000 ... -5601, 5601...16_000,
  ]
  /// Numbers a candidate.
  package static let columns = 1 + 3 * ranges.count + 5

  /// `[candidates, columns]`, given the candidates of one recording in order and the first judgement of each.
  package static func rows(_ candidates: [Candidate], scores: [Double]) -> [Float] {
    let ordered = scores.sorted(by: >)
    let best = ordered.first ?? 0
    let top = ordered.prefix(3).reduce(0, +) / Double(max(1, min(3, ordered.count)))
    let likely = scores.count { $0 > 0.5 }
    var rows: [Float] = []
    rows.reserveCapacity(candidates.count * columns)
    for index in candidates.indices {
      let near = within(candidates, index, 16_000)
      rows.append(Float(scores[index]))
      for range in ranges { rows += told(candidates, scores, index, near, range) }
      let around = near.filter { abs(candidates[$0].offset - candidates[index].offset) <= 5600 }
      rows += [
        Float(around.reduce(0) { $0 + scores[$1] }), Float(around.count { scores[$0] > scores[index] }),
        Float(best - scores[index]), Float(likely), Float(top - scores[index]),
      ]
    }
    return rows
  }

  /// Score, milliseconds and dB of the best judged in a range, seen from a candidate.
  private static func told(
    _ candidates: [Candidate], _ scores: [Double], _ index: Int, _ near: Range<Int>, _ range: ClosedRange<Int>
  ) -> [Float] {
    var best: Int?
    for other in near where range.contains(candidates[other].offset - candidates[index].offset) {
      if best.map({ scores[other] > scores[$0] }) ?? true { best = other }
    }
    guard let best else { return [0, 0, -60] }
    return [
      Float(scores[best]), Float(abs(candidates[best].offset - candidates[index].offset)) / 16,
      candidates[best].level - candidates[index].level,
    ]
  }

  /// The indices of the candidates that lie no further away.
  private static func within(_ candidates: [Candidate], _ index: Int, _ reach: Int) -> Range<Int> {
    var (low, high) = (index, index + 1)
    while low > 0, candidates[index].offset - candidates[low - 1].offset <= reach { low -= 1 }
    while high < candidates.count, candidates[high].offset - candidates[index].offset <= reach { high += 1 }
    return low..<high
  }
}
