import Basis

/// The delays between the candidates of a recording: what recurs behind every shot is a reflection.
package struct CandidateLags {
  /// Samples of a delay: 20 to 340 ms.
  static let reach = 320...5440
  /// Samples by which a delay may differ from shot to shot: 1 ms.
  static let tolerance = 16
  /// dB by which a reflection's loss may differ from shot to shot.
  static let slack: Float = 5

  /// A pair of candidates.
  private struct Pair {
    let delay: Int
    let first: Int
    let second: Int
    /// dB by which the second is above the first.
    let gain: Float
  }

  /// How well a delay is known, and by whom.
  package struct Support: Equatable {
    /// Other pairs with the same delay and loss, relative to the shots that could have had one.
    package var share: Float = 0
    /// The same within a quarter of a millisecond.
    package var exact: Float = 0
    /// Samples of the delay.
    package var delay = 0
    /// dB by which the partner is above the candidate.
    package var gain: Float = 0
  }

  private let candidates: [Candidate]
  /// By delay.
  private let pairs: [Pair]
  /// The events that a shot could be one of.
  private let events: Int

  /// Learns the delays of a recording's candidates, in order.
  package init(_ candidates: [Candidate]) {
    self.candidates = candidates
    var pairs: [Pair] = []
    var events = 0
    let loudest = candidates.map(\.level).max() ?? 0
    var last = -Int.max / 2
    for (first, candidate) in candidates.enumerated() {
      // The quiet ones are too many, and too much like each other.
      guard candidate.level > loudest - CandidateContext.depth else { continue }
      if candidate.level > loudest - 10, candidate.offset - last > CandidateLags.reach.upperBound {
        events += 1
        last = candidate.offset
      }
      for second in (first + 1)..<max(first + 1, candidates.count) {
        let delay = candidates[second].offset - candidate.offset
        guard delay <= CandidateLags.reach.upperBound else { break }
        guard delay >= CandidateLags.reach.lowerBound,
          candidates[second].level > loudest - CandidateContext.depth
        else { continue }
        pairs.append(
          Pair(
            delay: delay, first: first, second: second, gain: candidates[second].level - candidate.level))
      }
    }
    self.pairs = pairs.sorted { ($0.delay, $0.first) < ($1.delay, $1.first) }
    self.events = events
  }

  /// How well the delay between two candidates is known from elsewhere in the recording.
  package func support(first: Int, second: Int) -> Support {
    let (early, late) = (candidates[first], candidates[second])
    let delay = late.offset - early.offset
    let gain = late.level - early.level
    var (near, exact) = (0, 0)
    var index = firstPair(delay - CandidateLags.tolerance)
    var lastSeen = -1
    while index < pairs.count, pairs[index].delay <= delay + CandidateLags.tolerance {
      let pair = pairs[index]
      index += 1
      let isItself = abs(candidates[pair.first].offset - early.offset) <= CandidateLags.reach.upperBound
      guard !isItself, abs(pair.gain - gain) <= CandidateLags.slack else { continue }
      if pair.first == lastSeen { continue }
      lastSeen = pair.first
      near += 1
      if abs(pair.delay - delay) <= 4 { exact += 1 }
    }
    let others = Float(max(1, events - 1))
    return Support(share: Float(near) / others, exact: Float(exact) / others, delay: delay, gain: gain)
  }

  private func firstPair(_ delay: Int) -> Int {
    var (low, high) = (0, pairs.count)
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle].delay < delay { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
