import Basis

/// Finds where a recording can give chunks without a shot, in an order that is fair and never changes.
package struct NegativePlacement: Sendable {
  /// No background chunk lies within this many samples before an onset: the onset may be tagged late.
  package static let marginBefore = 4096
  /// No background chunk lies within this many samples after an onset: the shot still sounds.
  package static let marginAfter = 8192
  /// Tails begin this many samples after an onset: 0.1 to 1.5 s.
  package static let tailDelays = 1600..<24_001

  let length: Int
  /// Names seed and recording.
  let key: RandomKey

  package init(length: Int, key: RandomKey) {
    self.length = length
    self.key = key
  }

  /// A chunk that may be cut, and its place in the order of choosing.
  package struct Candidate: Sendable {
    package var start: Int
    package var kind: ChunkKind
    /// How many candidates of the same recording and kind come before it, so that every recording gives its
    /// first before any gives its second.
    package var round: Int
    /// Decides between recordings within a round.
    package var rank: UInt64
  }

  /// Chunks of pure background within `spans`, none overlapping another.
  package func background(spans: SampleRanges, onsets: [Int], ignored: SampleRanges) -> [Candidate] {
    var free = spans
    free.remove(
      SampleRanges(
        union: onsets.map { $0 - NegativePlacement.marginBefore..<$0 + NegativePlacement.marginAfter }))
    free.remove(ignored)
    return order(free.ranges.flatMap(scatter), kind: .background)
  }

  /// Chunks of echoes and tails within `spans`, none overlapping another: each begins 0.1 to 1.5 s after an onset
  /// and ends 0.1 s before the next.
  package func tails(spans: SampleRanges, onsets: [Int], ignored: SampleRanges) -> [Candidate] {
    let delays = NegativePlacement.tailDelays
    var free = SampleRanges(
      union: onsets.map { $0 + delays.lowerBound..<$0 + delays.upperBound + length - 1 })
    free.remove(
      SampleRanges(union: onsets.map { $0 - delays.lowerBound..<$0 + delays.lowerBound }))
    free.remove(ignored)
    let starts = free.ranges.flatMap { range in
      spans.ranges.flatMap { scatter($0.clamped(to: range)) }
    }
    return order(starts, kind: .tail)
  }

  /// As many starts as fit into `range` without overlap, the free samples between them drawn.
  private func scatter(_ range: Range<Int>) -> [Int] {
    let count = range.count / length
    guard count > 0 else { return [] }
    let slack = range.count - count * length
    var generator = key.adding("scatter").adding(range.lowerBound).generator()
    let gaps = (0..<count).map { _ in generator.integer(in: 0...slack) }.sorted()
    return gaps.enumerated().map { index, gap in range.lowerBound + index * length + gap }
  }

  private func order(_ starts: [Int], kind: ChunkKind) -> [Candidate] {
    let ranked = starts.map { start in
      (start: start, rank: key.adding("choose").adding(kind.rawValue).adding(start).value)
    }
    return ranked.sorted { ($0.rank, $0.start) < ($1.rank, $1.start) }.enumerated().map { round, item in
      Candidate(start: item.start, kind: kind, round: round, rank: item.rank)
    }
  }
}
