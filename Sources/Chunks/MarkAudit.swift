import Basis
import Evaluation

/// Marks in the chunks that a model may learn instead of the sound: gates, clipping, silence, balance, leads.
struct MarkAudit {
  let rows: [ManifestRow]
  let chunks: [ChunkInspection]
  /// Samples in a chunk.
  let length: Int

  var findings: [Audit.Finding] {
    [
      fraction("gates", "hold exact zeros for 10 ms or more beside sound", limit: 0.02) { $0.isGated },
      fraction("clipping", "are clipped", limit: 0.1) { $0.isClipped },
      fraction("silence", "are digital silence", limit: 0.02) { $0.isSilent },
      balance, splits, leads,
    ]
  }

  /// How many chunks of each label show a mark.
  private func fraction(
    _ subject: String, _ predicate: String, limit: Double, _ test: (ChunkInspection) -> Bool
  ) -> Audit.Finding {
    let marked = rows.indices.filter { test(chunks[$0]) }
    guard !marked.isEmpty else {
      return Audit.Finding(severity: .good, subject: subject, text: "no chunks \(predicate)")
    }
    let all = Dictionary(grouping: rows.indices, by: { rows[$0].label })
    let shares = all.sorted { $0.key < $1.key }.map { label, own in
      (label: label, share: Double(own.count { test(chunks[$0]) }) / Double(own.count))
    }
    let text = shares.map { "\(percent($0.share)) of \($0.label)" }.joined(separator: ", ")
    return Audit.Finding(
      severity: shares.contains { $0.share > limit } ? .warning : .good, subject: subject,
      text: "\(text) \(predicate)", examples: marked.prefix(10).map { rows[$0].file })
  }

  private var balance: Audit.Finding {
    let counts = Dictionary(grouping: rows, by: \.label).mapValues(\.count).sorted { $0.key < $1.key }
    let text = counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    let least = counts.map(\.value).min() ?? 0
    let most = counts.map(\.value).max() ?? 0
    return Audit.Finding(
      severity: counts.count < 2 || most > 10 * least ? .warning : .good, subject: "balance", text: text)
  }

  /// Labels that a split lacks.
  private var splits: Audit.Finding {
    let labels = Set(rows.map(\.label)).sorted()
    let missing = Split.allCases.flatMap { split in
      labels.filter { label in !rows.contains { $0.label == label && $0.split == split } }
        .map { "\(split.rawValue) has no \($0)" }
    }
    return Audit.Finding(
      severity: missing.isEmpty ? .good : .warning, subject: "splits",
      text: missing.isEmpty ? "every label is in train, val and test" : missing.joined(separator: ", "))
  }

  /// Whether onsets lie all over the chunks, as they do in use.
  private var leads: Audit.Finding {
    let leads = rows.compactMap(\.lead).sorted()
    guard let first = leads.first, let last = leads.last else {
      return Audit.Finding(
        severity: .good, subject: "leads",
        text: "no onsets are known in these chunks: their leads cannot be judged")
    }
    let middle = leads[leads.count / 2]
    let largestTenth =
      (0..<10).map { tenth in
        leads.count { $0 * 10 / length == tenth }
      }.max() ?? 0
    let text = "onsets lie \(first) to \(last) samples into their chunks, half of them before \(middle)"
    // Uniform over three quarters of a chunk puts 13 % into each tenth.
    let isNarrow = leads.count >= 20 && largestTenth * 2 > leads.count
    return Audit.Finding(
      severity: isNarrow ? .warning : .good, subject: "leads",
      text: isNarrow ? text + ": more than half in one tenth, where a model will look for them" : text)
  }

  private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
