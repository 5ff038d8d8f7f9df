import Annotation
import Audio
import Basis
import Files

/// What a run of slicing is given: tags, reviewed and ignored spans, background folders and the user's ties.
struct SlicingInputs: Sendable {
  private struct TagRow: Hashable {
    var recording: Path
    var label: String
  }

  /// In the order of the tag files.
  private(set) var tagged: [RecordingTags] = []
  /// Every recording that the run looks at, sorted.
  private(set) var recordings: [Path] = []

  private var listened: [Path: SampleRanges] = [:]
  private var reviewed: [Path: SampleRanges] = [:]
  private var ignored: [Path: SampleRanges] = [:]
  private var background: Set<Path> = []
  private var taggedRecordings: Set<Path> = []
  /// Recordings with a row of any label but the background's, and their tags.
  private var shots: [Path: [Int]] = [:]
  private let backgroundLabel: String
  private var doubtful: Set<Path> = []
  private var tagRows: Set<TagRow> = []
  private var userGroups: [Path: String] = [:]
  private let groupBy: SlicingOptions.GroupBy

  /// Reads the tag files and lists the background folders.
  ///
  /// - Parameter failures: gets what is wrong with single rows.
  /// - Throws: where a file that was named cannot be read at all.
  init(_ options: SlicingOptions, failures: inout [any ThreePartError]) throws {
    groupBy = options.groupBy
    backgroundLabel = options.backgroundLabel
    let layout = RootLayout(options.root)
    if !options.tags.isEmpty {
      let annotations = try Annotations(reading: options.tags, label: options.label)
      try add(annotations, layout: layout, failures: &failures)
    }
    for folder in options.backgroundFolders {
      let prefix = try layout.below(folder)
      for file in try FileSystem.files(below: folder, where: SoundFiles.isSoundFile) {
        background.insert(prefix.appending(file))
      }
    }
    if case .file(let file) = options.groupBy {
      userGroups = try SlicingInputs.groups(in: file, layout: layout)
    }
    recordings = background.union(taggedRecordings).union(reviewed.keys).sorted()
  }

  private mutating func add(
    _ annotations: Annotations, layout: RootLayout, failures: inout [any ThreePartError]
  ) throws {
    for file in annotations.tagFiles {
      try ChunkSet.check(label: file.label)
      failures += file.issues
      doubtful.formUnion(file.doubtfulRecordings.compactMap(layout.recording))
      for entry in file.entries {
        let place = "\(file.name), row \(entry.line)"
        guard let recording = layout.recording(entry.path) else {
          failures.append(ChunksError.leavesRoot(entry.path, at: place))
          continue
        }
        taggedRecordings.insert(recording)
        tagRows.insert(TagRow(recording: recording, label: file.label))
        let tags = entry.tags.map { tag in
          RecordingTags.Tag(offset: tag.offset, place: "\(file.name), row \(tag.line), column \(tag.column)")
        }
        if file.label != backgroundLabel { shots[recording, default: []] += tags.map(\.offset) }
        tagged.append(RecordingTags(recording: recording, label: file.label, tags: tags))
      }
    }
    failures += annotations.spanIssues
    for span in annotations.reviewed where span.how != .screened {
      guard let recording = layout.recording(span.path) else { continue }
      reviewed.unite(recording, span.start..<span.end)
      if span.how == .listened { listened.unite(recording, span.start..<span.end) }
    }
    for span in annotations.ignored {
      guard let recording = layout.recording(span.path) else { continue }
      ignored.unite(recording, span.start..<span.end)
    }
  }

  /// Rows `path,group` of the file that `--group-by` names.
  private static func groups(in file: Path, layout: RootLayout) throws -> [Path: String] {
    var groups: [Path: String] = [:]
    for row in CSV.parse(try FileSystem.read(file)) {
      guard row.fields.count == 2, !row.fields[1].isBlank,
        let recording = layout.recording(Path(bytes: row.fields[0].bytes))
      else { throw ChunksError.groupRow(file, row: row.line) }
      groups[recording] = row.fields[1].text
    }
    return groups
  }

  /// Spans of a recording that neither positives nor negatives may touch.
  func ignored(_ recording: Path) -> SampleRanges { ignored[recording] ?? SampleRanges(0..<0) }

  /// Whether a recording has a row in one of the tag files of shots.
  func isTagged(_ recording: Path) -> Bool { shots[recording] != nil }

  /// The tags of a recording under all labels but the background's.
  func shots(of recording: Path) -> [Int] { shots[recording] ?? [] }

  /// Whether a recording counts as free of shots because of its folder alone.
  func isUntaggedBackground(_ recording: Path) -> Bool {
    background.contains(recording) && !isTagged(recording)
  }

  /// Whether negatives are cut from a recording at all: not where a tag of it could not be read.
  func givesNegatives(_ recording: Path) -> Bool {
    !doubtful.contains(recording) && (background.contains(recording) || reviewed[recording] != nil)
  }

  /// Whether this run says what becomes of a row that the set has already.
  func decides(about row: ManifestRow, backgroundLabel: String) -> Bool {
    guard row.parent == nil else { return false }
    if row.kind.isPositive { return tagRows.contains(TagRow(recording: row.recording, label: row.label)) }
    return row.label == backgroundLabel && givesNegatives(row.recording)
  }

  /// Where nobody can have missed a shot, `length` being the recording's.
  func backgroundSpans(_ recording: Path, length: Int) -> SampleRanges {
    if background.contains(recording) { return SampleRanges(0..<length) }
    return (reviewed[recording] ?? SampleRanges(0..<0)).clamped(to: 0..<length)
  }

  /// Where somebody listened, so that what sounds after a shot is known to be no shot.
  func listenedSpans(_ recording: Path, length: Int) -> SampleRanges {
    (listened[recording] ?? SampleRanges(0..<0)).clamped(to: 0..<length)
  }

  /// The positions among `recordings` that the user ties together, each part with at least two.
  func ties(among recordings: [Path]) -> [[Int]] {
    var parts: [[UInt8]: [Int]] = [:]
    for (index, recording) in recordings.enumerated() {
      switch groupBy {
      case .content: break
      case .folder: parts[recording.folder.bytes, default: []].append(index)
      case .file:
        if let group = userGroups[recording] { parts[Array(group.utf8), default: []].append(index) }
      }
    }
    return parts.values.filter { $0.count > 1 }
  }
}

extension Dictionary<Path, SampleRanges> {
  fileprivate mutating func unite(_ recording: Path, _ range: Range<Int>) {
    self[recording] = SampleRanges(union: (self[recording]?.ranges ?? []) + [range])
  }
}
