#if canImport(Glibc)
  import Glibc
#endif

/// Turns arrivals into proposals: those that are rounds by what rises, the others by what is left of it.
struct ProposalScoring {
  /// dB of a rise that is as likely nothing.
  private static let evenRise = 10.0
  /// dB by which the odds grow e times.
  private static let slope = 2.5
  /// What is left of the score of what is taken for a reflection or too weak.
  private static let doubt = 0.45

  private let heads: [Arrival]
  private let others: [Arrival]
  private let inBurst: [Bool]
  private let loudness: Loudness

  /// - Parameters:
  ///   - arrivals: ascending.
  ///   - levelRange: dB by which a shot may be below the loudest around.
  init(_ arrivals: [Arrival], levelRange: Float) {
    (heads, others) = ArrivalGroups.heads(of: arrivals)
    inBurst = BurstMembership.flags(heads)
    loudness = Loudness(heads, inBurst: inBurst, range: levelRange)
  }

  /// A proposal an arrival, and one for each direct sound that its reflection tells of; ascending.
  var proposals: [Proposal] {
    let rounds = RoundSelection(heads, inBurst: inBurst).rounds(loud: loudness.indices)
    var scores = heads.indices.map { ProposalScoring.doubt * chance(heads[$0].rise) * quietness($0) }
    var proposals: [Proposal] = []
    for round in rounds {
      let score = chance(evidence(round))
      if let direct = round.direct {
        scores[direct] = score
      } else {
        proposals.append(Proposal(offset: round.offset, score: score))
      }
    }
    proposals += zip(heads, scores).map { Proposal(offset: $0.offset, score: $1) }
    proposals += others.map {
      Proposal(offset: $0.offset, score: ProposalScoring.doubt / 2 * chance($0.rise))
    }
    return proposals.sorted { ($0.offset, $0.score) < ($1.offset, $1.score) }
  }

  /// dB of the steepest that is known of a round: of its direct sound, its reflection, or its burst.
  private func evidence(_ round: Round) -> Float {
    var rise = heads[round.main].rise
    if let direct = round.direct { rise = max(rise, heads[direct].rise) }
    guard inBurst[round.main] else { return rise }
    let range = max(0, round.main - 12)...min(heads.count - 1, round.main + 12)
    for index in range where inBurst[index] {
      if abs(heads[index].offset - heads[round.main].offset) <= 4 * BurstMembership.periods.upperBound {
        rise = max(rise, heads[index].rise)
      }
    }
    return rise
  }

  /// 0…1, growing with the rise.
  private func chance(_ rise: Float) -> Double {
    1 / (1 + exp((ProposalScoring.evenRise - Double(rise)) / ProposalScoring.slope))
  }

  /// 1 for the loudest around, e times less every 10 dB below it.
  private func quietness(_ index: Int) -> Double {
    exp(Double(min(0, heads[index].level - loudness.reference[index])) / 10)
  }
}
