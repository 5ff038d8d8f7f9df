import Basis
import Evaluation
import Features
import Synchronization

/// Looks for what makes a high figure come easily: leakage between splits, and marks that tell the classes apart
/// without a shot being heard.
public struct Audit: Sendable {
  /// How much a finding weighs.
  public enum Severity: String, Sendable {
    /// Figures on this set cannot be believed.
    case leakage
    /// Over the limit that the user set.
    case failure
    /// Worth knowing before a figure is believed.
    case warning
    case good
  }

  /// One thing that the audit looked at.
  public struct Finding: Sendable, Equatable {
    /// How much it weighs.
    public var severity: Severity
    /// What was looked at: `groups`, `near-duplicates`, `loudness`, …
    public var subject: String
    /// What was found: a sentence without a full stop.
    public var text: String
    /// Chunks that show it, at most ten.
    public var examples: [Path] = []
  }

  /// How well one simple measure alone tells two labels apart.
  public struct Shortcut: Sendable, Equatable {
    /// The measure's name: `rms`, `peak`, …
    public var measure: String
    /// One of the two labels.
    public var label: String
    /// The other one.
    public var other: String
    /// 0.5 for not at all, 1 for wholly; whichever direction is the better one.
    public var auc: Double
  }

  /// Everything that was looked at, leakage first.
  public let findings: [Finding]
  /// Sorted from the strongest.
  public let shortcuts: [Shortcut]

  /// Whether anything was found that must fail a build.
  public var hasFailed: Bool { findings.contains { $0.severity == .leakage || $0.severity == .failure } }

  /// Audits a set.
  ///
  /// - Parameter shortcutLimit: the AUC above which a shortcut fails the audit; without it shortcuts only warn.
  /// - Throws: `ChunksError.emptySet`, and the error of the first chunk that cannot be read.
  public init(
    _ set: ChunkSet, shortcutLimit: Double? = nil, jobs: Int = Parallel.cores,
    progress: ChunksProgressHandler = { _ in }
  ) throws {
    guard !set.rows.isEmpty else { throw ChunksError.emptySet(set.folder) }
    let done = Atomic<Int>(0)
    let chunks = try Parallel.tryMap(set.rows.count, jobs: jobs) { index in
      let inspection = ChunkInspection(
        try set.samples(of: set.rows[index]), padding: set.rows[index].padding)
      progress(
        ChunksProgress(
          stage: "inspecting chunks", done: done.wrappingAdd(1, ordering: .relaxed).newValue,
          total: set.rows.count))
      return inspection
    }
    let leakage = LeakageAudit(set: set, fingerprints: chunks.map(\.fingerprint), jobs: jobs)
    shortcuts = ShortcutAudit.shortcuts(rows: set.rows, chunks: chunks)
    let marks = MarkAudit(rows: set.rows, chunks: chunks, length: set.information.length)
    findings =
      leakage.findings + [ShortcutAudit.finding(shortcuts, limit: shortcutLimit)] + marks.findings
  }
}
