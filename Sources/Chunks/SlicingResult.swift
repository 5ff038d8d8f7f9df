import Basis
import Evaluation

/// What a run of slicing did.
public struct SlicingResult: Sendable {
  /// Chunks cut in this run.
  public var cut = 0
  /// Chunks that were there already, and stay as they were.
  public var kept = 0
  /// Chunks of an earlier run that this one took away.
  public var removed = 0
  /// Samples beyond ±1 that became the largest or smallest 16-bit number.
  public var saturated = 0
  /// Recordings that were read.
  public var recordings = 0
  /// All chunks of the set, by label and split.
  public var counts: [String: [Split: Int]] = [:]
  /// Files and tags that could not be used; everything else was.
  public var failures: [any ThreePartError] = []
  /// Background recordings that were left out because they share content with shots.
  public var exclusions: [any ThreePartError] = []
  /// What the set is not although it was asked for, or what its figures suffer from: sentences without a full stop.
  public var warnings: [String] = []
}

extension SlicingResult {
  /// Takes over what the comparison of recordings found.
  mutating func note(_ ties: RecordingTies) {
    for (_, reason) in ties.refused.sorted(by: { $0.key < $1.key }) {
      if case .backgroundHoldsShots = reason { exclusions.append(reason) } else { failures.append(reason) }
    }
    guard ties.notCompared > 0 else { return }
    warnings.append(
      "\(ties.notCompared) recordings of the set are no longer below the root: new ones could not be compared "
        + "with them")
  }

  /// Counts what a run changes and what the set then holds.
  mutating func count(_ changes: SetChanges, rows: [ManifestRow]) {
    cut = changes.toCut.count
    kept = changes.unchanged.count
    removed = changes.obsolete.count
    for row in rows { counts[row.label, default: [:]][row.split, default: 0] += 1 }
  }
}

/// How far a long piece of work has come.
public struct ChunksProgress: Sendable {
  /// What is being done: `reading recordings`.
  public var stage: String
  /// Items that are done.
  public var done: Int
  /// Items that there are.
  public var total: Int

  /// One report.
  public init(stage: String, done: Int, total: Int) {
    self.stage = stage
    self.done = done
    self.total = total
  }
}

/// Is called from any thread, for every finished item.
public typealias ChunksProgressHandler = @Sendable (ChunksProgress) -> Void
