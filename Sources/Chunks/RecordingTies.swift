import Audio
import Basis
import Features
import Files

/// Finds which recordings share content or were tied together by the user, among those of a run and those that the
/// set already holds.
struct RecordingTies: Sendable {
  /// The groups of all recordings that the set holds or may take.
  let groups: [Grouping.Group]
  /// Recordings in the order that `Grouping.Group.members` counts them: the run's sources first.
  let recordings: [Path]
  /// Sources that cannot be used, and why.
  let refused: [Int: ChunksError]
  /// Recordings of the set that are no longer at hand to be compared with new ones.
  let notCompared: Int

  /// - Parameters:
  ///   - sources: the run's recordings.
  ///   - inputs: what is tagged, what is background and what the user ties.
  ///   - set: the set that the run adds to.
  init(sources: [Source], inputs: SlicingInputs, set: ChunkSet, options: SlicingOptions, caches: SourceCaches)
  {
    let own = Set(sources.map(\.recording))
    let settled = Dictionary(set.rows.map { ($0.recording, $0) }) { first, _ in first }
    let others = settled.values.filter { !own.contains($0.recording) }.sorted { $0.recording < $1.recording }
    recordings = sources.map(\.recording) + others.map(\.recording)
    let known = RecordingTies.fingerprints(of: others, options: options, caches: caches)
    notCompared = known.count { $0 == nil }
    let content = RecordingTies.sharedContent(
      digests: sources.map(\.sha256) + others.map(\.recordingSHA256),
      fingerprints: sources.map(\.fingerprint) + known, jobs: options.jobs, caches: caches)

    var grouping = Grouping(
      recordings.map { recording in
        Grouping.Member(
          recording: recording,
          settled: settled[recording].map { .init(group: $0.group, split: $0.split, fold: $0.fold) })
      })
    for pair in content { grouping.tie(pair.first, pair.second) }
    for tied in inputs.ties(among: recordings) {
      for other in tied.dropFirst() { grouping.tie(tied[0], other) }
    }
    let (groups, conflicts) = grouping.groups()
    self.groups = groups
    let withShots = Set(
      set.rows.filter { $0.kind.isPositive && $0.label != options.backgroundLabel }.map(\.recording))
    var refused = RecordingTies.backgroundWithShots(
      content, recordings: recordings, inputs: inputs, withShots: withShots)
    for conflict in conflicts {
      refused[conflict.member] = .dividesGroups(
        recordings[conflict.member], first: conflict.first.group, firstSplit: conflict.first.split.rawValue,
        second: conflict.second.group, secondSplit: conflict.second.split.rawValue)
    }
    self.refused = refused
  }

  /// The fingerprints of recordings that the set holds: known from earlier runs, or drawn anew where they still are
  /// what they were.
  private static func fingerprints(
    of rows: [ManifestRow], options: SlicingOptions, caches: SourceCaches
  ) -> [Fingerprint?] {
    Parallel.map(rows.count, jobs: options.jobs) { index in
      let row = rows[index]
      return try? caches.fingerprint(row.recordingSHA256) {
        try Source(row.recording, root: options.root, caches: caches, expecting: row.recordingSHA256)
          .fingerprint
      }
    }
  }

  private struct Pair: Hashable {
    var first: Int
    var second: Int
  }

  /// The pairs of recordings that are equal or share a stretch of sound.
  private static func sharedContent(
    digests: [String], fingerprints: [Fingerprint?], jobs: Int, caches: SourceCaches
  ) -> [Pair] {
    var pairs: [Pair] = []
    var firstWith: [String: Int] = [:]
    var compared: [(member: Int, fingerprint: Fingerprint)] = []
    for member in digests.indices {
      if let first = firstWith[digests[member]] {
        pairs.append(Pair(first: first, second: member))
      } else {
        firstWith[digests[member]] = member
        if let fingerprint = fingerprints[member] { compared.append((member, fingerprint)) }
      }
    }
    let overlaps = caches.pairs(among: compared.map { digests[$0.member] }) {
      FingerprintIndex.overlaps(among: compared.map(\.fingerprint), jobs: jobs).map {
        [$0.first, $0.overlap.id]
      }
    }
    return pairs + overlaps.map { Pair(first: compared[$0[0]].member, second: compared[$0[1]].member) }
  }

  /// Untagged background recordings that share content with a recording in which there are shots.
  private static func backgroundWithShots(
    _ content: [Pair], recordings: [Path], inputs: SlicingInputs, withShots: Set<Path>
  ) -> [Int: ChunksError] {
    var refused: [Int: ChunksError] = [:]
    func look(_ member: Int, _ other: Int) {
      guard inputs.isUntaggedBackground(recordings[member]) else { return }
      guard inputs.isTagged(recordings[other]) || withShots.contains(recordings[other]) else { return }
      refused[member] = .backgroundHoldsShots(recordings[member], tagged: recordings[other])
    }
    for pair in content {
      look(pair.first, pair.second)
      look(pair.second, pair.first)
    }
    return refused
  }
}
