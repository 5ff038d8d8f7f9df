import Basis
import Evaluation
import Features

/// Whether anything is on both sides of a split or a fold: groups, recordings, or the sound itself.
struct LeakageAudit: Sendable {
  let set: ChunkSet
  let fingerprints: [Fingerprint]
  let jobs: Int

  var findings: [Audit.Finding] { [groups, recordings, nearDuplicates, sources] }

  private var groups: Audit.Finding {
    divided("groups", "group", by: \.group.bytes, good: "no group is divided between splits or folds")
  }

  private var recordings: Audit.Finding {
    divided(
      "recordings", "recording", by: { Array($0.recordingSHA256.utf8) },
      good: "no recording's content is divided between splits or folds")
  }

  private func divided(
    _ subject: String, _ noun: String, by key: (ManifestRow) -> [UInt8], good: String
  ) -> Audit.Finding {
    let parts = Dictionary(grouping: set.rows, by: key).values
    let broken = parts.filter { rows in rows.contains { !$0.sharesPart(with: rows[0]) } }
    guard !broken.isEmpty else { return Audit.Finding(severity: .good, subject: subject, text: good) }
    return Audit.Finding(
      severity: .leakage, subject: subject,
      text: "\(broken.count) \(noun)\(broken.count == 1 ? " is" : "s are") divided between splits or folds",
      examples: Array(broken.compactMap { $0.first?.file }.sorted().prefix(10)))
  }

  /// Chunks of different groups that hold the same sound.
  private var nearDuplicates: Audit.Finding {
    let across = FingerprintIndex.overlaps(among: fingerprints, jobs: jobs)
      .map { ($0.first, $0.overlap.id) }
      .filter { set.rows[$0.0].group != set.rows[$0.1].group }
    let leaking = across.filter { !set.rows[$0.0].sharesPart(with: set.rows[$0.1]) }
    if !leaking.isEmpty {
      return Audit.Finding(
        severity: .leakage, subject: "near-duplicates",
        text: "\(leaking.count) pairs of chunks hold the same sound on both sides of a split or fold",
        examples: leaking.prefix(5).flatMap { [set.rows[$0.0].file, set.rows[$0.1].file] })
    }
    guard !across.isEmpty else {
      return Audit.Finding(
        severity: .good, subject: "near-duplicates", text: "no two groups hold the same sound")
    }
    return Audit.Finding(
      severity: .warning, subject: "near-duplicates",
      text:
        "\(across.count) pairs of chunks of different groups hold the same sound, all on one side of every split",
      examples: across.prefix(5).flatMap { [set.rows[$0.0].file, set.rows[$0.1].file] })
  }

  private var sources: Audit.Finding {
    self.set.isGroupedBySource
      ? Audit.Finding(severity: .good, subject: "sources", text: "grouped by content and by the user's ties")
      : Audit.Finding(
        severity: .warning, subject: "sources",
        text: "grouped by content only: optimistic, since nobody has said which recordings share a source")
  }
}

extension ManifestRow {
  /// Whether both rows lie in the same split and fold.
  func sharesPart(with other: ManifestRow) -> Bool { split == other.split && fold == other.fold }
}
