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
    var settled: [Path: ManifestRow] = [:]
    for row in set.rows { settled[row.recording] = row }
    let others = settled.keys.filter { !own.contains($0) }.sorted()
    recordings = sources.map(\.recording) + others

    var grouping = Grouping(
      recordings.map { recording in
        Grouping.Member(
          recording: recording,
          settled: settled[recording].map { .init(group: $0.group, split: $0.split, fold: $0.fold) })
      })
    let digests = sources.map(\.sha256) + others.map { settled[$0]?.recordingSHA256 ?? "" }
    let known = Parallel.map(others.count, jobs: options.jobs) { index in
      try? caches.fingerprint(digests[sources.count + index]) {
        try Source(
          others[index], root: options.root, caches: caches, expecting: digests[sources.count + index]
        )
        .fingerprint
      }
    }
    notCompared = known.count { $0 == nil }
    let content = RecordingTies.sharedContent(
      digests: digests, fingerprints: sources.map(\.fingerprint) + known, jobs: options.jobs)
    for pair in content { grouping.tie(pair.first, pair.second) }
    let withShots = Set(set.rows.filter(\.kind.isPositive).map(\.recording))
    let misplaced = RecordingTies.backgroundWithShots(
      content, recordings: recordings, inputs: inputs, withShots: withShots)

    for tied in inputs.ties(among: recordings) {
      for other in tied.dropFirst() { grouping.tie(tied[0], other) }
    }
    let (groups, conflicts) = grouping.groups()
    self.groups = groups
    var refused = misplaced
    for conflict in conflicts {
      refused[conflict.member] = .dividesGroups(
        recordings[conflict.member], first: conflict.first.group, firstSplit: conflict.first.split.rawValue,
        second: conflict.second.group, secondSplit: conflict.second.split.rawValue)
    }
    self.refused = refused
  }

  private struct Pair: Hashable {
    var first: Int
    var second: Int
  }

  /// The pairs of recordings that are equal or share a stretch of sound.
  private static func sharedContent(digests: [String], fingerprints: [Fingerprint?], jobs: Int) -> [Pair] {
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
    let overlaps = FingerprintIndex.overlaps(among: compared.map(\.fingerprint), jobs: jobs)
    return pairs
      + overlaps.map { Pair(first: compared[$0.first].member, second: compared[$0.overlap.id].member) }
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
