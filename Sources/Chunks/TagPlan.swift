import Basis

/// A chunk that is to be cut, and whose it is.
struct PlannedRow: Sendable {
  /// Index of its recording among the sources.
  var source: Int
  var label: String
  var chunk: PlannedChunk
}

/// The tags of one recording in one tag file.
struct RecordingTags: Sendable {
  /// The recording below the root.
  var recording: Path
  var label: String
  /// Ascending, none twice.
  var tags: [Tag]

  struct Tag: Sendable {
    var offset: Int
    /// File, row and column, for messages.
    var place: String
  }
}

/// Which chunks the tags of a run make: pure, and the same on every machine.
struct TagPlan: Sendable {
  private(set) var rows: [PlannedRow] = []
  /// What could not be planned, in the order of the tag files.
  private(set) var problems: [ChunksError] = []
  /// Tags of the background's label that no chunk could be cut for, since each would hold a shot as well.
  private(set) var hidden = 0

  private let options: SlicingOptions
  private let sources: [Source]
  private let indices: [Path: Int]

  init(options: SlicingOptions, sources: [Source]) {
    self.options = options
    self.sources = sources
    indices = Dictionary(sources.enumerated().map { ($1.recording, $0) }) { first, _ in first }
  }

  /// Plans the chunks of one recording's tags; none where the recording could not be read.
  ///
  /// Tags of the background's label say what is no shot: their chunks keep away from `shots`, as tails do.
  mutating func add(_ tags: RecordingTags, ignored: SampleRanges, shots: [Int]) {
    guard let source = indices[tags.recording] else { return }
    let length = sources[source].length
    let inside = tags.tags.filter { (0..<length).contains($0.offset) }
    for tag in tags.tags where !(0..<length).contains(tag.offset) {
      problems.append(.onsetPastEnd(tag.offset, length: length, recording: tags.recording, at: tag.place))
    }
    let offsets = inside.map(\.offset)
    guard !options.starts else {
      return add(StartPlacement.place(offsets, length: options.length), source: source, label: tags.label)
    }
    let placement = ShotPlacement(
      length: options.length, leads: options.leads, per: options.per, copies: options.copies,
      key: options.key(tags.recording).adding(tags.label))
    let avoided = tags.label == options.backgroundLabel ? TagPlan.around(shots, and: ignored) : ignored
    let placed = placement.place(offsets, recordingLength: length, ignored: avoided)
    let uncut = Set(placed.uncut)
    if avoided.ranges != ignored.ranges { hidden += uncut.count }
    for tag in inside where uncut.contains(tag.offset) && avoided.ranges == ignored.ranges {
      problems.append(.onsetIgnored(tag.offset, recording: tags.recording, at: tag.place))
    }
    add(placed.chunks, source: source, label: tags.label)
  }

  private static func around(_ shots: [Int], and ignored: SampleRanges) -> SampleRanges {
    let margin = NegativePlacement.tailDelays.lowerBound
    return SampleRanges(union: ignored.ranges + shots.map { $0 - margin..<$0 + margin })
  }

  private mutating func add(_ chunks: [PlannedChunk], source: Int, label: String) {
    rows += chunks.map { PlannedRow(source: source, label: label, chunk: $0) }
  }
}
