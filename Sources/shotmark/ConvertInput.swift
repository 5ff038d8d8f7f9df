import Annotation
import Audio
import Basis
import Files

/// What `shotmark convert` reads.
struct ConvertInput {
  /// As it was given; `-` for standard input.
  let path: Path
  private let from: LabelFormat?
  private let label: String?
  private let recording: Path?
  private let root: Path
  /// Whether there are spans beside the tags, which no other format holds.
  private(set) var leavesSpans = false

  init(_ arguments: Arguments) {
    path = arguments.all(ConvertOptions.input).first ?? "-"
    from = arguments.optional(ConvertOptions.from)
    label = arguments.optional(ConvertOptions.label)
    recording = arguments.optional(ConvertOptions.recording)
    root = (try? arguments.value(CommonOptions.root)) ?? "."
  }

  private var isStandardInput: Bool { path == "-" }

  /// Whether tag files are read.
  var isTags: Bool {
    if let from { return from == .tags }
    if FileSystem.isFolder(path) { return holdsTagFiles }
    return path.lowercasedExtension == "csv"
  }

  private var holdsTagFiles: Bool {
    ((try? FileSystem.names(in: path)) ?? []).contains { $0.lowercasedExtension == "csv" }
  }

  /// Reads all there is; files that fail are counted. Throws where there is nothing to convert at all.
  mutating func read() throws -> (ForeignLabels, Failures) {
    var failures = Failures()
    if isTags, !isStandardInput { return (try readTags(), failures) }
    guard FileSystem.isFolder(path) else {
      let bytes = try FileSystem.read(isStandardInput ? "/dev/stdin" : path)
      let name = path.relative(to: root) ?? (path.isAbsolute ? path.name : path)
      return (try read(bytes, of: path, called: name), failures)
    }
    var all: [ForeignLabels] = []
    for file in try labelFiles() {
      do {
        let full = path.appending(file)
        all.append(try read(FileSystem.read(full), of: full, called: file))
      } catch {
        failures.add(error, about: path.appending(file))
      }
    }
    guard !all.isEmpty || !failures.items.isEmpty else { throw ConvertError.emptyFolder(path) }
    return (ForeignLabels(all.flatMap(\.recordings), issues: all.flatMap(\.issues)), failures)
  }

  private mutating func readTags() throws -> ForeignLabels {
    let annotations = try Annotations(reading: [path], label: label)
    leavesSpans = !annotations.reviewed.isEmpty || !annotations.ignored.isEmpty
    let recordings = annotations.tagFiles.flatMap { file in
      file.entries.map { entry in
        ForeignLabels.Recording(
          path: entry.path, marks: entry.offsets.map { ForeignLabels.Mark(offset: $0, label: file.label) })
      }
    }
    return ForeignLabels(recordings, issues: annotations.tagFiles.flatMap(\.issues))
  }

  /// The files of a folder that may be labels, in the order of their names.
  private func labelFiles() throws -> [Path] {
    let extensions: Set<String> = ["txt", "tsv", "tab", "csv", "textgrid", "json", "jams", "lab", "onsets"]
    return try FileSystem.files(below: path) { extensions.contains($0.lowercasedExtension) }
  }

  private func read(_ bytes: [UInt8], of file: Path, called name: Path) throws -> ForeignLabels {
    guard let format = from ?? LabelFormat.guess(name: file, bytes: bytes) else {
      throw ConvertError.unknownFormat(file)
    }
    let labels = try format.read(bytes, name: file, label: label)
    guard labels.recordings.contains(where: { $0.path == nil }) else { return labels }
    guard let path = recording ?? recording(called: name) else { throw ConvertError.unknownRecording(file) }
    let named = labels.recordings.map {
      ForeignLabels.Recording(path: $0.path ?? path, length: $0.length, marks: $0.marks)
    }
    return ForeignLabels(named, issues: labels.issues)
  }

  /// The recording that a label file is called like: `a.wav` for `a.wav.txt`, and for `a.txt` where there is an `a.wav`.
  private func recording(called name: Path) -> Path? {
    let stem = name.folder.appending(name.stem)
    let candidates = stem == stem.name ? [stem] : [stem, stem.name]
    for candidate in candidates {
      if SoundFiles.isSoundFile(candidate), FileSystem.exists(root.appending(candidate)) { return candidate }
      let folder = root.appending(candidate.folder)
      let siblings = ((try? FileSystem.names(in: folder)) ?? []).filter {
        SoundFiles.isSoundFile($0) && $0.stem == candidate.name
      }
      if siblings.count == 1 { return candidate.folder.appending(siblings[0]) }
    }
    return SoundFiles.isSoundFile(stem) ? stem : nil
  }
}

/// How long recordings are, by their headers.
enum ConvertLengths {
  /// The same labels with the lengths of the recordings that can be opened.
  static func measured(_ labels: ForeignLabels, root: Path) -> ForeignLabels {
    let lengths = Parallel.map(labels.recordings.count) { index -> Int? in
      guard let path = labels.recordings[index].path,
        let recording = try? Recording(opening: root.appending(path))
      else { return nil }
      let seconds = Double(recording.info.claimedFrames) / Double(recording.info.sampleRate)
      return Sampling.offset(seconds: seconds)
    }
    let recordings = zip(labels.recordings, lengths).map { recording, length in
      ForeignLabels.Recording(
        path: recording.path, length: length ?? recording.length, marks: recording.marks)
    }
    return ForeignLabels(recordings, issues: labels.issues)
  }
}
