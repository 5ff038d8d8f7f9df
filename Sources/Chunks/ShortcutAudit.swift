import Basis
import Evaluation

/// How far a measure that hears no shot goes towards telling the labels apart.
enum ShortcutAudit {
  /// Every measure for every pair of labels, the strongest first.
  static func shortcuts(rows: [ManifestRow], chunks: [ChunkInspection]) -> [Audit.Shortcut] {
    let indices = Dictionary(grouping: rows.indices, by: { rows[$0].label })
    let labels = indices.keys.sorted()
    let named = chunks.map(\.measures.named)
    var shortcuts: [Audit.Shortcut] = []
    for (position, label) in labels.enumerated() {
      for other in labels[(position + 1)...] {
        let own = indices[label] ?? []
        let both = own + (indices[other] ?? [])
        for (column, measure) in (named.first ?? []).enumerated() {
          let auc = ROC.auc(
            scores: both.map { named[$0][column].value }, positives: both.indices.map { $0 < own.count })
          guard let auc else { continue }
          shortcuts.append(
            Audit.Shortcut(measure: measure.name, label: label, other: other, auc: max(auc, 1 - auc)))
        }
      }
    }
    return shortcuts.sorted { ($1.auc, $0.measure) < ($0.auc, $1.measure) }
  }

  /// What the strongest shortcut means.
  static func finding(_ shortcuts: [Audit.Shortcut], limit: Double?) -> Audit.Finding {
    guard let strongest = shortcuts.first else {
      return Audit.Finding(
        severity: .warning, subject: "shortcuts", text: "there is only one label: nothing can be told apart")
    }
    let figure = "\((strongest.auc * 1000).rounded() / 1000)"
    let text =
      "\(name(strongest.measure)) alone tells \(strongest.label) from \(strongest.other) with an AUC of \(figure)"
    if let limit, strongest.auc > limit {
      return Audit.Finding(
        severity: .failure, subject: "shortcuts", text: text + ", over the limit of \(limit)")
    }
    return Audit.Finding(severity: strongest.auc > 0.7 ? .warning : .good, subject: "shortcuts", text: text)
  }

  /// A measure's name for people.
  static func name(_ measure: String) -> String {
    switch measure {
    case "rms": "loudness (RMS)"
    case "peak": "the peak level"
    case "bandwidth": "the bandwidth"
    case "cutoff": "the upper cut-off"
    case "spectralTilt": "the spectral tilt"
    case "zeroFraction": "the fraction of exact zeros"
    case "clippedFraction": "the fraction of clipped samples"
    default: measure
    }
  }
}
