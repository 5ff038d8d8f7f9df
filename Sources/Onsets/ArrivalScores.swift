/// What the rule by which onsets are proposed makes of each arrival.
package enum ArrivalScores {
  /// One score an arrival, 0…1, as `OnsetScanner` would propose it without a threshold.
  ///
  /// - Parameter arrivals: of one recording, ascending.
  package static func scores(of arrivals: [Arrival], levelRange: Double = OnsetOptions().levelRange)
    -> [Double]
  {
    var best: [Int: Double] = [:]
    for proposal in ProposalScoring(arrivals, levelRange: Float(levelRange)).proposals {
      best[proposal.offset] = max(best[proposal.offset] ?? 0, proposal.score)
    }
    return arrivals.map { best[$0.offset] ?? 0 }
  }
}
