import Basis

/// Arrivals so close to each other that they are one round: crack and ground, blast and ground, a wall beside it.
package enum ArrivalGroups {
  /// Samples within which arrivals are one round: 35 ms. The fastest bursts have 45 ms between rounds.
  static let hold = samples(milliseconds: 35)
  /// dB by which a round's first arrival may be below its loudest; weaker ones before it are something else.
  static let headroom: Float = 9

  /// The first arrival of each group, as loud as the group's loudest, and the arrivals that are none.
  package static func heads(of arrivals: [Arrival]) -> (heads: [Arrival], others: [Arrival]) {
    var heads: [Arrival] = []
    var others: [Arrival] = []
    var index = 0
    while index < arrivals.count {
      var head = arrivals[index]
      let members = arrivals[(index + 1)...].prefix { $0.offset - head.offset <= hold }
      let loudest = members.reduce(head.level) { max($0, $1.level) }
      if loudest - head.level <= headroom {
        head.level = loudest
        others += members
        index += members.count
      }
      heads.append(head)
      index += 1
    }
    return (heads, others)
  }
}
