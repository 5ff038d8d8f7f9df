import Basis
import Evaluation

/// A set's `README.md`: what somebody must know before they believe a figure that was reached on it.
struct DataCard {
  private let set: ChunkSet
  private let warnings: [String]

  init(_ set: ChunkSet, warnings: [String]) {
    self.set = set
    self.warnings = warnings
  }

  /// The file's bytes.
  var bytes: [UInt8] { Array(sections.joined(separator: "\n\n").utf8) + [0x0A] }

  private var sections: [String] {
    let recordings = Set(set.rows.map(\.recording)).count
    let groups = Set(set.rows.map(\.group)).count
    let milliseconds = Double(set.information.length) / Double(set.information.rate) * 1000
    return [
      "# \(set.folder.name)",
      "\(set.rows.count) chunks of \(set.information.length) samples (\(Int(milliseconds.rounded())) ms), 16 kHz, "
        + "mono, 16-bit PCM, not normalised; from \(recordings) recordings in \(groups) groups.",
      counts, "## How it is divided\n\n" + grouping, "## What is in it\n\n" + contents,
    ] + (warnings.isEmpty ? [] : ["## Mind\n\n" + warnings.map { "- \($0)" }.joined(separator: "\n")])
  }

  private var counts: String {
    let header = ["label"] + Split.allCases.map(\.rawValue) + ["all", "weight"]
    let rows = set.labels.map { label in
      let own = set.rows.filter { $0.label == label }
      let weight = own.reduce(0) { $0 + $1.weight }
      let numbers = Split.allCases.map { split in own.count { $0.split == split } } + [own.count]
      return [label] + numbers.map(String.init) + ["\((weight * 10).rounded() / 10)"]
    }
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  private var grouping: String {
    let rule =
      "Recordings with the same bytes, or with a stretch of the same sound, are one group, and no group is divided "
      + "between train, val and test or between folds."
    if set.isGroupedBySource {
      return rule + "\nThe user has tied further recordings together (`--group-by`, see set.json)."
    }
    return rule
      + "\n\n**Grouped by content only: optimistic.** Nobody has said which recordings share a source "
      + "(a weapon, a place, a video). Where they do, figures on test promise more than new sources will keep. "
      + "`--group-by folder` or `--group-by FILE` ties them together."
  }

  private var contents: String {
    let kinds = ChunkKind.allCases.compactMap { kind -> String? in
      let count = set.rows.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    let padded = set.rows.count { $0.padding > 0 }
    let shared = set.rows.count { $0.overlap > 0 }
    return """
      - kinds: \(kinds.joined(separator: ", "))
      - padded with silence: \(padded)
      - sharing a shot or samples with another chunk: \(shared) (their `weight` is below 1)
      - every chunk's recording, onset, start and split: `manifest.csv`; every run and its options: `set.json`
      """
  }
}
