import Basis
import Files

/// A stretch of a recording with a note, as files of spans hold them: `path,start,end,note`.
public protocol AnnotatedSpan: Hashable, Sendable {
  /// The name of the file that lies beside the tag files.
  static var fileName: Path { get }
  /// The recording, relative to the root, byte for byte as the file has it.
  var path: Path { get }
  /// The first sample at 16 kHz.
  var start: Int { get }
  /// The sample behind the last one, above `start`.
  var end: Int { get }
  /// The fourth column.
  var note: String { get }
  /// A span, or `nil` where the note is none that there is.
  init?(path: Path, start: Int, end: Int, note: String)
}

/// A stretch that somebody listened to, has seen, or that a machine screened (`reviewed.csv`).
public struct ReviewedSpan: AnnotatedSpan {
  /// How a stretch was reviewed.
  public enum Review: String, CaseIterable, Hashable, Sendable {
    /// Somebody listened to it.
    case listened
    /// Somebody has seen its picture.
    case seen
    /// A machine went over it: no proof that nothing was missed.
    case screened
  }

  /// `reviewed.csv`.
  public static let fileName: Path = "reviewed.csv"
  /// The recording, relative to the root.
  public let path: Path
  /// The first sample at 16 kHz.
  public let start: Int
  /// The sample behind the last one.
  public let end: Int
  /// How it was reviewed.
  public let how: Review
  /// The word for how it was reviewed.
  public var note: String { how.rawValue }

  /// A reviewed span.
  public init(path: Path, start: Int, end: Int, how: Review) {
    self.path = path
    self.start = start
    self.end = end
    self.how = how
  }

  /// A reviewed span, from the word for how it was reviewed in upper or lower case.
  public init?(path: Path, start: Int, end: Int, note: String) {
    guard let how = Review(rawValue: note.lowercased()) else { return nil }
    self.init(path: path, start: start, end: end, how: how)
  }
}

/// A stretch that is neither trained on nor scored (`ignore.csv`).
public struct IgnoredSpan: AnnotatedSpan {
  /// `ignore.csv`.
  public static let fileName: Path = "ignore.csv"
  /// The recording, relative to the root.
  public let path: Path
  /// The first sample at 16 kHz.
  public let start: Int
  /// The sample behind the last one.
  public let end: Int
  /// Why: `cut`, `burst 18/s`, …; may be empty.
  public let reason: String
  /// The reason.
  public var note: String { reason }

  /// An ignored span.
  public init(path: Path, start: Int, end: Int, reason: String) {
    self.path = path
    self.start = start
    self.end = end
    self.reason = reason
  }

  /// An ignored span.
  public init(path: Path, start: Int, end: Int, note: String) {
    self.init(path: path, start: start, end: end, reason: note)
  }
}
