import Annotation
import Basis
import Files

/// What `shotmark convert` writes.
struct ConvertOutput {
  private let path: Path
  private let to: LabelFormat?
  private let isForced: Bool
  private let isDry: Bool
  private let isStarts: Bool
  private let root: Path

  /// What was written, and where to in words.
  struct Written {
    var onsets = 0
    var place: String
  }

  init(_ arguments: Arguments, isStarts: Bool) throws {
    path = try arguments.value(ConvertOptions.output)
    to = arguments.optional(ConvertOptions.to)
    isForced = arguments.has(ConvertOptions.force)
    isDry = arguments.has(CommonOptions.dryRun)
    root = try arguments.value(CommonOptions.root)
    self.isStarts = isStarts
    guard isStarts else { return }
    // Among the tags of a folder they would pass for onsets.
    guard to ?? .tags == .tags, !isStandardOutput, !isFolder, path.lowercasedExtension == "csv" else {
      throw UsageError.conflict(
        "proposals are written to a tag file of their own", options: "option --starts-to-proposals",
        remedy: "name a file for OUT, for example proposals.csv")
    }
  }

  private var isStandardOutput: Bool { path == "-" }

  /// Whether the output is, or will be, a folder.
  private var isFolder: Bool {
    FileSystem.isFolder(path) || path.bytes.last == UInt8(ascii: "/") || path.lowercasedExtension.isEmpty
  }

  /// The format to write. Throws `ConvertError.unknownOutput`.
  func format(for input: ConvertInput) throws -> LabelFormat {
    if let format = to { return format }
    if !isStandardOutput, let format = LabelFormat(extensionOf: path) { return format }
    guard !isStandardOutput, isFolder, !input.isTags else { throw ConvertError.unknownOutput(path) }
    return .tags
  }

  /// Writes labels; what fails is counted.
  func write(
    _ labels: ForeignLabels, as format: LabelFormat, _ failures: inout Failures, _ console: Console
  ) throws -> Written {
    if isStandardOutput {
      let bytes = try format.bytes(of: labels, name: "standard output")
      if !isDry { console.write(bytes) }
      return Written(onsets: labels.onsets, place: "standard output")
    }
    if isStarts { return try writeProposals(labels) }
    if format == .tags { return try writeTags(labels, &failures) }
    let place = "\(path) (\(ChoiceWords.word(format.rawValue)))"
    if format.isPerRecording, isFolder || labels.recordings.count > 1 {
      return Written(onsets: try writeFolder(labels, as: format, &failures), place: place)
    }
    guard !isFolder else { throw ConvertError.oneFile(path, format) }
    try replace(path, with: try format.bytes(of: labels, name: path))
    return Written(onsets: labels.onsets, place: place)
  }

  private func replace(_ file: Path, with bytes: [UInt8]) throws {
    guard try mayBecome(bytes, file), !isDry else { return }
    try FileSystem.makeFolder(file.folder)
    try AtomicFile.write(bytes, to: file)
  }

  /// Whether a file is to be written. Throws `ConvertError.wouldReplace` where it holds something else.
  private func mayBecome(_ bytes: [UInt8], _ file: Path) throws -> Bool {
    guard FileSystem.exists(file) else { return true }
    if try FileSystem.read(file) == bytes { return false }
    guard isForced else { throw ConvertError.wouldReplace(file) }
    return true
  }

  /// A file for each recording, called like it; all of them at once.
  private func writeFolder(_ labels: ForeignLabels, as format: LabelFormat, _ failures: inout Failures) throws
    -> Int
  {
    var files: [Path: [UInt8]] = [:]
    var names: Set<Path> = []
    var onsets = 0
    for recording in labels.recordings {
      let source = recording.path ?? path
      do {
        let name = try name(of: source, as: format)
        let file = path.appending(name)
        guard names.insert(name).inserted else { throw ConvertError.sameName(file) }
        let bytes = try format.bytes(of: ForeignLabels([recording]), name: file)
        if try mayBecome(bytes, file) { files[name] = bytes }
        onsets += recording.marks.count
      } catch {
        failures.add(error, about: source)
      }
    }
    guard !isDry, !files.isEmpty else { return onsets }
    var transaction = try FolderTransaction(path)
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { try transaction.stage(bytes, as: name) }
    try transaction.commit()
    return onsets
  }

  /// `range/a.wav.txt` for `range/a.wav`. Throws `FileError.outside`.
  private func name(of recording: Path, as format: LabelFormat) throws -> Path {
    let parts = recording.components
    guard !recording.isAbsolute, let first = parts.first, !parts.contains("..") else {
      throw FileError.outside(recording, folder: path)
    }
    return parts.dropFirst().reduce(first) { $0.appending($1) }.appendingToName("." + format.fileExtension)
  }
}

// Proposals.
extension ConvertOutput {
  private func writeProposals(_ labels: ForeignLabels) throws -> Written {
    let scores = ScoreFile.path(beside: path)
    do {
      if !isForced { try ProposalsFile.check(path, scores: scores) }
    } catch is ProposalsFile.NotProposals {
      throw ConvertError.wouldReplace(path)
    }
    let rows = StartProposals.rows(labels, root: root)
    let entries = Dictionary(grouping: rows, by: \.path).map { path, rows in
      TagEntry(path: path, offsets: rows.map(\.offset))
    }
    if !isDry {
      try FileSystem.makeFolder(path.folder)
      // Scores first: a tag file whose scores are missing would pass for one made by hand.
      try ScoreFile(rows).write(to: scores)
      try TagFile(label: "", name: path, entries: entries).write(to: path)
    }
    return Written(onsets: rows.count, place: path.description)
  }
}

// Tag files.
extension ConvertOutput {
  private func writeTags(_ labels: ForeignLabels, _ failures: inout Failures) throws -> Written {
    var written = Written(place: path.description)
    let names = Set(labels.recordings.flatMap { $0.marks.map(\.label) })
    guard isFolder else {
      // The file's name is the label, whatever the marks are called: as long as they are called alike.
      guard names.count <= 1 else { throw ConvertError.severalLabels(path, names.count) }
      try add(labels, to: path, label: nil)
      return Written(onsets: labels.onsets, place: path.description)
    }
    for label in names.sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
      do {
        guard let label else { throw ConvertError.noLabel(path) }
        let recordings = labels.recordings.compactMap { recording in
          let own = recording.marks.filter { $0.label == label }
          // A recording without any mark belongs to the only label there is, or to none.
          return own.isEmpty && !(names.count == 1 && recording.marks.isEmpty)
            ? nil : ForeignLabels.Recording(path: recording.path, marks: own)
        }
        let file = path.appending(label + ".csv")
        guard AnnotationStore.isPossible(label: label) else {
          throw AnnotationError.impossibleLabel(label, file)
        }
        let own = ForeignLabels(recordings)
        try add(own, to: file, label: label)
        written.onsets += own.onsets
      } catch {
        failures.add(error, about: path)
      }
    }
    return written
  }

  /// Adds tags to a tag file, which is made where there is none.
  private func add(_ labels: ForeignLabels, to file: Path, label: String?) throws {
    let isIndex = file.stem == "index"
    let label = label ?? (isIndex ? labels.recordings.lazy.flatMap(\.marks).first?.label : nil)
    let exists = FileSystem.exists(file)
    var tags =
      try exists
      ? TagFile(reading: file, label: label) : TagFile(bytes: [], name: file, label: label)
    let before = tags.bytes()
    for recording in labels.recordings {
      guard let path = recording.path else { throw ConvertError.unknownRecording(file) }
      tags.setOffsets((tags[path]?.offsets ?? []) + recording.marks.map(\.offset), of: path)
    }
    guard !isDry, !exists || tags.bytes() != before else { return }
    try FileSystem.makeFolder(file.folder)
    try tags.write(to: file)
  }
}

extension ForeignLabels {
  /// How many there are.
  fileprivate var onsets: Int { recordings.reduce(0) { $0 + $1.marks.count } }
}
