import Annotation
import Basis
import Evaluation

/// How far two annotators' tag files agree, recording by recording.
public struct TagAgreement: Sendable {
  /// A recording that both annotators know.
  public struct Recording: Sendable, Equatable {
    /// Its path, without `.` and empty components.
    public let path: Path
    /// What both have, and what only one has.
    public let onsets: OnsetAgreement
  }

  /// An onset about which they do not agree.
  public struct Dispute: Sendable, Equatable {
    /// The recording.
    public let path: Path
    /// Where, in samples at 16 kHz.
    public let offset: Int
    /// Whose it is.
    public let annotator: Annotator
    /// Whether the other annotator does not know the recording at all.
    public let isOfUnknownRecording: Bool
  }

  /// Which of the two.
  public enum Annotator: String, Sendable, CaseIterable {
    /// The one whose file is named first.
    case first
    /// The other one.
    case second
  }

  /// What of the onsets that only one annotator has is kept when two files become one.
  public enum Kept: String, Sendable, CaseIterable {
    /// Nothing: only what both have.
    case agreed
    /// What the first annotator has.
    case first
    /// What the second annotator has.
    case second
    /// Everything.
    case all
  }

  /// Recordings that both know, sorted.
  public let recordings: [Recording]
  /// Recordings that only the first one knows, with their onsets, sorted.
  public let onlyFirst: [TagEntry]
  /// Recordings that only the second one knows.
  public let onlySecond: [TagEntry]
  /// The figures over the recordings that both know.
  public let figures: AgreementFigures

  /// Compares two tag files. An annotator knows a recording where the file names it, with onsets or without, or where it
  /// was reviewed as listened or seen.
  ///
  /// - Parameters:
  ///   - first: the first annotator's tags; `firstSpans` what lies beside them.
  ///   - second: the second annotator's.
  ///   - collar: how far apart two marks of one onset may lie, in samples.
  public init(
    first: TagFile, _ firstSpans: Annotations, second: TagFile, _ secondSpans: Annotations, collar: Int
  ) {
    let (left, right) = (TagAgreement.known(first, firstSpans), TagAgreement.known(second, secondSpans))
    var ignored: [Path: [Range<Int>]] = [:]
    for span in firstSpans.ignored + secondSpans.ignored {
      ignored[span.path.plain, default: []].append(span.start..<span.end)
    }
    recordings = Set(left.keys).intersection(right.keys).sorted().map { path in
      Recording(
        path: path,
        onsets: OnsetAgreement(
          first: left[path] ?? [], second: right[path] ?? [], ignored: ignored[path] ?? [], collar: collar))
    }
    func rest(_ own: [Path: [Int]], _ other: [Path: [Int]]) -> [TagEntry] {
      own.keys.filter { other[$0] == nil }.sorted().map { TagEntry(path: $0, offsets: own[$0] ?? []) }
    }
    onlyFirst = rest(left, right)
    onlySecond = rest(right, left)
    figures = AgreementFigures(recordings.map(\.onsets))
  }

  /// All disputes, by recording and time.
  public var disputes: [Dispute] {
    func all(_ entries: [TagEntry], _ annotator: Annotator) -> [Dispute] {
      entries.flatMap { entry in
        entry.offsets.map {
          Dispute(path: entry.path, offset: $0, annotator: annotator, isOfUnknownRecording: true)
        }
      }
    }
    let known = recordings.flatMap { recording in
      [(recording.onsets.onlyFirst, Annotator.first), (recording.onsets.onlySecond, .second)].flatMap {
        offsets, annotator in
        offsets.map {
          Dispute(path: recording.path, offset: $0, annotator: annotator, isOfUnknownRecording: false)
        }
      }
    }
    return (known + all(onlyFirst, .first) + all(onlySecond, .second)).sorted {
      ($0.path, $0.offset, $0.annotator.rawValue) < ($1.path, $1.offset, $1.annotator.rawValue)
    }
  }

  /// One list of both: what both have half-way between their marks, and of the rest what is to be kept. Recordings that
  /// only one knows are there where that one's onsets are kept.
  public func merged(keeping kept: Kept) -> [TagEntry] {
    let (keepsFirst, keepsSecond) = (kept == .first || kept == .all, kept == .second || kept == .all)
    let common = recordings.map { recording in
      let onsets = recording.onsets
      return TagEntry(
        path: recording.path,
        offsets: onsets.pairs.map(\.middle) + (keepsFirst ? onsets.onlyFirst : [])
          + (keepsSecond ? onsets.onlySecond : []))
    }
    return (common + (keepsFirst ? onlyFirst : []) + (keepsSecond ? onlySecond : [])).sorted {
      $0.path < $1.path
    }
  }

  /// The onsets of every recording that an annotator knows.
  private static func known(_ tags: TagFile, _ spans: Annotations) -> [Path: [Int]] {
    var known: [Path: [Int]] = [:]
    for span in spans.reviewed where span.how != .screened { known[span.path.plain] = [] }
    for entry in tags.entries {
      known[entry.path.plain] = Array(Set((known[entry.path.plain] ?? []) + entry.offsets)).sorted()
    }
    return known
  }
}
