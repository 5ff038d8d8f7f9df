import Basis

/// A change of one recording's annotation that can be taken back.
public enum AnnotationChange: Hashable, Sendable {
  /// A tag is set. Offsets count samples at 16 kHz.
  case addTag(recording: Path, label: String, offset: Int)
  /// A tag is taken away.
  case removeTag(recording: Path, label: String, offset: Int)
  /// A span is no longer trained on or scored.
  case addIgnored(IgnoredSpan)
  /// An ignored span counts again.
  case removeIgnored(IgnoredSpan)
  /// A span has been reviewed.
  case addReviewed(ReviewedSpan)
  /// A span counts as not reviewed again.
  case removeReviewed(ReviewedSpan)
  /// A proposal is refused, and not offered again.
  case reject(recording: Path, offset: Int)
  /// A refused proposal may be offered again.
  case unreject(recording: Path, offset: Int)
  /// Many of these at once.
  case many(OffsetsChange)

  /// The change that takes this one back.
  public var inverse: AnnotationChange {
    switch self {
    case .addTag(let recording, let label, let offset):
      .removeTag(recording: recording, label: label, offset: offset)
    case .removeTag(let recording, let label, let offset):
      .addTag(recording: recording, label: label, offset: offset)
    case .addIgnored(let span): .removeIgnored(span)
    case .removeIgnored(let span): .addIgnored(span)
    case .addReviewed(let span): .removeReviewed(span)
    case .removeReviewed(let span): .addReviewed(span)
    case .reject(let recording, let offset): .unreject(recording: recording, offset: offset)
    case .unreject(let recording, let offset): .reject(recording: recording, offset: offset)
    case .many(let change): .many(change.inverse)
    }
  }

  /// The recording that it is about, relative to the root.
  public var recording: Path {
    switch self {
    case .addTag(let recording, _, _), .removeTag(let recording, _, _), .reject(let recording, _),
      .unreject(let recording, _):
      recording
    case .addIgnored(let span), .removeIgnored(let span): span.path
    case .addReviewed(let span), .removeReviewed(let span): span.path
    case .many(let change): change.recording
    }
  }
}

/// What one key did: undone and redone as one.
public struct AnnotationAct: Hashable, Sendable {
  /// Its changes, in the order in which they are made.
  public var changes: [AnnotationChange]
  /// Where the cursor was: an offset at 16 kHz.
  public var cursor: Int
  /// The recording that was on the screen.
  public var recording: Path

  /// An act.
  public init(changes: [AnnotationChange], cursor: Int, recording: Path) {
    self.changes = changes
    self.cursor = cursor
    self.recording = recording
  }

  /// The changes that take it back, in the order in which they are made.
  public var inverseChanges: [AnnotationChange] { changes.reversed().map(\.inverse) }
}
