import Audio
import Basis

/// Chooses the background chunks of a set: every recording gives its first before any gives its second, a quarter
/// are tails where there are so many, and at most 2 % are digital silence.
struct NegativeSelection: Sendable {
  /// At most this part of the chosen chunks is digitally silent.
  static let silenceAllowed = 0.02
  /// At most this part of the chosen chunks are tails.
  static let tailShare = 0.25

  /// A candidate of one of the sources.
  struct Choice: Sendable {
    var source: Int
    var candidate: NegativePlacement.Candidate
  }

  /// The `count` best of `choices`.
  ///
  /// - Parameter isSilent: whether a candidate holds digital silence; asked once for each, for many at a time, so
  ///   that a recording is decoded once.
  static func choose(
    _ count: Int, from choices: [Choice], isSilent: ([Choice]) -> [Bool]
  ) -> [Choice] {
    let ordered = choices.sorted(by: precedes)
    let tails = pick(
      Int(Double(count) * tailShare), from: ordered.filter { $0.candidate.kind == .tail }, isSilent: isSilent)
    let background = pick(
      count - tails.count, from: ordered.filter { $0.candidate.kind == .background }, isSilent: isSilent)
    return tails + background
  }

  /// `choices` without the background that lies over a tail of the same recording: no two chunks share samples.
  static func withoutOverlaps(_ choices: [Choice], length: Int) -> [Choice] {
    var tails: [Int: [Int]] = [:]
    for choice in choices where choice.candidate.kind == .tail {
      tails[choice.source, default: []].append(choice.candidate.start)
    }
    let sorted = tails.mapValues { $0.sorted() }
    return choices.filter { choice in
      guard choice.candidate.kind == .background, let starts = sorted[choice.source] else { return true }
      let after = starts.firstIndexOfSorted(notBelow: choice.candidate.start - length + 1)
      return after == starts.count || starts[after] >= choice.candidate.start + length
    }
  }

  private static func precedes(_ left: Choice, _ right: Choice) -> Bool {
    let (first, second) = (left.candidate, right.candidate)
    return (first.round, first.rank, left.source, first.start)
      < (second.round, second.rank, right.source, second.start)
  }

  /// The first `count` of `ordered` that are not silent, and of the silent ones as many as are allowed.
  private static func pick(
    _ count: Int, from ordered: [Choice], isSilent: ([Choice]) -> [Bool]
  ) -> [Choice] {
    var chosen: [Choice] = []
    var silentLeft = Int(Double(count) * silenceAllowed)
    var next = 0
    while chosen.count < count, next < ordered.count {
      let batch = Array(ordered[next..<min(ordered.count, next + count - chosen.count)])
      next += batch.count
      for (choice, silent) in zip(batch, isSilent(batch)) {
        if silent {
          guard silentLeft > 0 else { continue }
          silentLeft -= 1
        }
        chosen.append(choice)
      }
    }
    return chosen
  }
}
