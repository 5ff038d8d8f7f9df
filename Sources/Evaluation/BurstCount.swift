/// How well the rounds of bursts are counted.
public struct BurstCount: Sendable, Equatable {
  /// Samples at 16 kHz between rounds of a burst at most: 220 ms, some 270 rounds a minute.
  static let longestGap = 3520
  /// Samples before the first round and behind the last one within which estimates count: 50 ms.
  static let margin = 800

  /// Bursts of at least three rounds, none of them in a stretch that is not scored.
  public private(set) var bursts = 0
  /// Rounds in them.
  public private(set) var rounds = 0
  /// Estimates in them less the rounds, burst by burst.
  public private(set) var differences: [Int] = []

  /// Counts at what is left at a threshold.
  public init(_ recordings: [RecordingOnsets]) {
    for recording in recordings {
      let estimated = recording.estimated.sorted()
      let all = BurstCount.bursts(recording.reference.sorted())
      for burst in all where burst.allSatisfy(recording.isScored) {
        let (first, last) = (burst[burst.startIndex], burst[burst.endIndex - 1])
        let range = first - BurstCount.margin...last + BurstCount.margin
        bursts += 1
        rounds += burst.count
        differences.append(estimated.count { range.contains($0) } - burst.count)
      }
    }
  }

  /// The mean of |difference|; `nil` without bursts.
  public var error: Double? {
    fraction(Double(differences.reduce(0) { $0 + abs($1) }), Double(bursts))
  }

  /// The mean difference: above 0 where too many are counted; `nil` without bursts.
  public var bias: Double? { fraction(Double(differences.reduce(0, +)), Double(bursts)) }

  private static func bursts(_ onsets: [Int]) -> [ArraySlice<Int>] {
    var bursts: [ArraySlice<Int>] = []
    var start = 0
    for end in onsets.indices
    where end + 1 == onsets.count || onsets[end + 1] - onsets[end] > longestGap {
      if end + 1 - start >= 3 { bursts.append(onsets[start...end]) }
      start = end + 1
    }
    return bursts
  }
}
