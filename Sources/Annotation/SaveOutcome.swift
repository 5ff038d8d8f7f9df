import Basis
import Files

/// What came of saving annotations, or of looking after what became of them on the disk.
public struct SaveOutcome: Sendable {
  /// A file that could not be read or written; its changes are still unsaved.
  public struct Failure: Sendable {
    /// The file.
    public let file: Path
    /// Why.
    public let error: any Error
  }

  /// The files that were written.
  public internal(set) var written: [Path] = []
  /// What others had changed in the files meanwhile, made in memory too.
  public internal(set) var takenOver: [AnnotationChange] = []
  /// Where others changed what was changed here too. Both are kept.
  public internal(set) var conflicts: [AnnotationConflict] = []
  /// Files that others had removed or emptied. Their marks are still in memory, and written again.
  public internal(set) var vanished: [Path] = []
  /// Files that could not be read or written.
  public internal(set) var failures: [Failure] = []

  /// Nothing had to be done.
  public init() {}

  /// Whether nothing was found that the person should hear of.
  public var isQuiet: Bool { takenOver.isEmpty && conflicts.isEmpty && vanished.isEmpty && failures.isEmpty }

  mutating func add(_ other: SaveOutcome) {
    written += other.written
    takenOver += other.takenOver
    conflicts += other.conflicts
    vanished += other.vanished
    failures += other.failures
  }
}

/// Changes of the same place in a recording, here and elsewhere, that can hardly both be meant.
public struct AnnotationConflict: Hashable, Sendable {
  /// The file that was changed elsewhere.
  public let file: Path
  /// The recording, relative to the root.
  public let recording: Path
  /// What was changed here. To have it as the others do, make the inverses of these.
  public let ours: [AnnotationChange]
  /// What others changed in the file. To have it as it was here, make the inverses of these.
  public let theirs: [AnnotationChange]

  /// The conflict in three parts, to be said as a warning.
  public var warning: AnnotationError { .changedElsewhere(self) }
}
