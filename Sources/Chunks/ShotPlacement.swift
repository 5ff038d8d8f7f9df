import Basis

/// How many chunks a shot gets.
public enum ChunksPer: String, Sendable, CaseIterable {
  /// One around every onset.
  case shot
  /// One around the first onset of every burst: onsets that follow one another within a chunk's length.
  case burst
  /// As few as hold every onset, none sharing a shot with another.
  case cover
}

/// A chunk that is to be cut from a recording.
package struct PlannedChunk: Equatable, Sendable {
  package var start: Int
  package var onset: Int?
  package var onsets: [Int] = []
  package var overlap = 0
  package var weight = 1.0
  package var kind: ChunkKind
}

/// Places chunks around onsets so that the lead is random: in use nobody knows how the detector's buffer lies
/// around a shot.
///
/// A lead is drawn uniformly from those in `leads` that keep the chunk inside the recording and clear of ignored
/// spans. Only where there is none does silence fill the chunk, since silence would tell the classes apart.
package struct ShotPlacement: Sendable {
  /// An onset with fewer samples of its chunk behind it than this cannot be heard in it.
  package static let shortestTail = 160

  let length: Int
  let leads: ClosedRange<Int>
  let per: ChunksPer
  let copies: Int
  /// Names seed, recording and label; the onset and the copy are added here.
  let key: RandomKey

  package init(length: Int, leads: ClosedRange<Int>, per: ChunksPer, copies: Int, key: RandomKey) {
    self.length = length
    self.leads = leads
    self.per = per
    self.copies = copies
    self.key = key
  }

  /// What `onsets` become, and the onsets that no chunk could be cut for.
  ///
  /// - Parameters:
  ///   - onsets: ascending, without repeats.
  ///   - recordingLength: in samples at 16 kHz.
  ///   - ignored: spans that no chunk may touch.
  package func place(
    _ onsets: [Int], recordingLength: Int, ignored: SampleRanges
  ) -> (chunks: [PlannedChunk], uncut: [Int]) {
    var chunks: [PlannedChunk] = []
    var uncut: [Int] = []
    for copy in 0..<max(1, copies) {
      var covered = Int.min
      var previous: Int?
      for onset in onsets {
        defer { previous = onset }
        if per == .burst, let previous, onset - previous < length { continue }
        if per == .cover, onset < covered { continue }
        let free = per == .cover ? max(covered, Int.min + length) : nil
        guard
          let start = start(
            for: onset, copy: copy, notBefore: free, recordingLength: recordingLength, ignored: ignored)
        else {
          if copy == 0 { uncut.append(onset) }
          continue
        }
        chunks.append(PlannedChunk(start: start, onset: onset, kind: .shot))
        covered = start + length - ShotPlacement.shortestTail
      }
    }
    chunks.sort { ($0.start, $0.onset ?? 0) < ($1.start, $1.onset ?? 0) }
    markShared(&chunks, onsets: onsets)
    return (chunks, uncut)
  }

  private func start(
    for onset: Int, copy: Int, notBefore: Int?, recordingLength: Int, ignored: SampleRanges
  ) -> Int? {
    let audible = min(leads.upperBound, length - ShotPlacement.shortestTail - 1)
    guard leads.lowerBound <= audible else { return nil }
    var allowed = SampleRanges(onset - audible..<onset - leads.lowerBound + 1)
    allowed.remove(SampleRanges(union: ignored.ranges.map { $0.lowerBound - length + 1..<$0.upperBound }))
    let slack = recordingLength - length
    var inside = allowed.clamped(to: min(0, slack)..<max(0, slack) + 1)
    if let notBefore, notBefore > 0 {
      let clear = inside.clamped(to: notBefore..<Int.max)
      if !clear.isEmpty { inside = clear }
    }
    if inside.isEmpty { return allowed.nearest(to: min(0, slack)..<max(0, slack) + 1) }
    var generator = key.adding("lead").adding(onset).adding(copy).generator()
    return inside.position(generator.below(inside.count))
  }

  /// Fills in which onsets each chunk holds and what it shares with others.
  private func markShared(_ chunks: inout [PlannedChunk], onsets: [Int]) {
    var holders: [Int: Int] = [:]
    for index in chunks.indices {
      let start = chunks[index].start
      let first = onsets.firstIndexOfSorted(notBelow: start)
      chunks[index].onsets = Array(onsets[first...].prefix { $0 < start + length })
      for onset in chunks[index].onsets { holders[onset, default: 0] += 1 }
    }
    for index in chunks.indices {
      chunks[index].overlap = chunks[index].onsets.contains { holders[$0, default: 1] > 1 } ? 1 : 0
      if let onset = chunks[index].onset { chunks[index].weight = 1 / Double(holders[onset, default: 1]) }
    }
  }
}

extension Array where Element == Int {
  /// The index of the first element that is not below `value`, in an ascending array.
  func firstIndexOfSorted(notBelow value: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
