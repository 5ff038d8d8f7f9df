import Basis

/// What a label file of another tool says: onsets by recording, as far as the format names them.
public struct ForeignLabels: Equatable, Sendable {
  /// One onset.
  public struct Mark: Hashable, Sendable {
    /// Samples at 16 kHz.
    public var offset: Int
    /// What it is; `nil` where the format does not say.
    public var label: String?

    /// An onset.
    public init(offset: Int, label: String?) {
      self.offset = offset
      self.label = label
    }
  }

  /// The onsets of one recording.
  public struct Recording: Equatable, Sendable {
    /// Which; `nil` where the format does not say.
    public var path: Path?
    /// How long it is, in samples at 16 kHz; `nil` where that is not known.
    public var length: Int?
    /// Its onsets, ascending, those of equal offset by label, each once.
    public private(set) var marks: [Mark]

    /// The onsets of a recording, in any order.
    public init(path: Path?, length: Int? = nil, marks: [Mark]) {
      self.path = path
      self.length = length
      self.marks =
        marks.count < 2
        ? marks : Set(marks).sorted { ($0.offset, $0.label ?? "") < ($1.offset, $1.label ?? "") }
    }

    /// The recording's length, or at least a second more than its last onset.
    var assumedLength: Int {
      max(length ?? 0, (marks.last?.offset ?? 0) + (length == nil ? Sampling.rate : 0))
    }

    /// The marks by label: those without one first, then by the labels in their order.
    var byLabel: [(label: String?, marks: [Mark])] {
      Dictionary(grouping: marks, by: \.label).sorted { left, right in
        guard let right = right.key else { return false }
        return left.key.map { $0 < right } ?? true
      }.map { ($0.key, $0.value) }
    }
  }

  /// The recordings, sorted by the bytes of their paths, one without a path first; each once.
  public private(set) var recordings: [Recording]
  /// What is not understood, and left out.
  public var issues: [AnnotationError]

  /// Labels of recordings in any order; those of one path become one.
  public init(_ recordings: [Recording], issues: [AnnotationError] = []) {
    var byPath: [Path?: (length: Int?, marks: [Mark])] = [:]
    for recording in recordings {
      byPath[recording.path, default: (nil, [])].marks += recording.marks
      if let length = recording.length { byPath[recording.path]?.length = length }
    }
    let merged = byPath.map { Recording(path: $0.key, length: $0.value.length, marks: $0.value.marks) }
    self.recordings = merged.sorted { left, right in
      guard let right = right.path else { return false }
      return left.path.map { $0 < right } ?? true
    }
    self.issues = issues
  }
}

/// What can be wrong with a label file of another tool.
public enum ForeignProblem: Hashable, Sendable {
  /// No time in seconds.
  case noTime(String)
  /// A time before the beginning.
  case negativeTime(String)
  /// A time beyond a year of sound.
  case beyondAnyRecording(String)
  /// Too few columns.
  case columns(Int, wanted: String)
  /// A table without a column that it must have.
  case missingColumn(String)
  /// Not what the format wants; what is wrong, in words.
  case shape(String)
  /// Several people's labels, of which only the first's are read.
  case severalAnnotations(Int)
  /// A path or a label that the format cannot hold.
  case cannotHold(String, LabelFormat)
  /// More than one recording for a format of one a file.
  case severalRecordings(LabelFormat)
  /// A recording without a path, for a format that names recordings.
  case noRecording(LabelFormat)
}

extension ForeignProblem {
  var what: String {
    switch self {
    case .noTime(let text): "\"\(text)\" is no time in seconds"
    case .negativeTime(let text): "the time \(text) lies before the beginning"
    case .beyondAnyRecording(let text): "the time \(text) lies beyond a year of sound"
    case .columns(let count, let wanted): "the line has \(count) columns instead of \(wanted)"
    case .missingColumn(let name): "the table has no column \(name)"
    case .shape(let text): text
    case .severalAnnotations(let count): "the task has \(count) annotations: the first one is read"
    case .cannotHold(let text, let format): "\(format.name) cannot hold \(text)"
    case .severalRecordings(let format): "\(format.name) holds one recording a file, and here are several"
    case .noRecording(let format): "\(format.name) names the recording, and here none is named"
    }
  }

  var remedy: String {
    switch self {
    case .noTime, .negativeTime, .beyondAnyRecording: "correct the line, or delete it"
    case .columns, .missingColumn, .shape:
      "check that it is the file you mean, and name its format with --from"
    case .severalAnnotations: "delete those that you do not want"
    case .cannotHold: "rename it, or choose Label Studio's JSON"
    case .severalRecordings: "name a folder for the output, for a file each"
    case .noRecording: "say which it is with --recording"
    }
  }
}
