import Basis

/// Which arrivals are one of at least three alike at a steady rate: rounds of a burst, which echoes seldom are.
package enum BurstMembership {
  /// Samples between rounds: 45 to 220 ms, some 270 to 1300 rounds a minute.
  static let periods = samples(milliseconds: 45)...samples(milliseconds: 220)
  /// dB by which rounds of a burst differ at most.
  static let spread: Float = 4

  /// Whether each arrival belongs to a burst.
  package static func flags(_ arrivals: [Arrival]) -> [Bool] {
    var flags = [Bool](repeating: false, count: arrivals.count)
    for first in arrivals.indices {
      for second in first + 1..<arrivals.count {
        let period = arrivals[second].offset - arrivals[first].offset
        guard period <= periods.upperBound else { break }
        guard period >= periods.lowerBound, areAlike(arrivals[first], arrivals[second]) else { continue }
        let expected = arrivals[second].offset + period
        guard let third = arrivals.nearest(to: expected, within: period / 20 + 16),
          areAlike(arrivals[second], arrivals[third]), areAlike(arrivals[first], arrivals[third])
        else { continue }
        for index in [first, second, third] { flags[index] = true }
      }
    }
    return flags
  }

  /// Whether two arrivals are about as loud as each other.
  static func areAlike(_ first: Arrival, _ second: Arrival) -> Bool {
    abs(first.level - second.level) <= spread
  }
}
