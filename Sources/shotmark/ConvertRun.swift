import Annotation
import Basis
import Files

/// What `shotmark convert` does.
enum ConvertRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    var input = ConvertInput(arguments)
    let isStarts = arguments.has(ConvertOptions.starts)
    let output = try ConvertOutput(arguments, isStarts: isStarts)
    let to = isStarts ? .tags : try output.format(for: input)
    var (labels, failures) = try input.read()
    if let label = arguments.optional(ConvertOptions.label) { labels = labels.labelled(label) }
    if to.holdsLengths {
      labels = ConvertLengths.measured(labels, root: try arguments.value(CommonOptions.root))
    }
    for issue in labels.issues { failures.add(issue, about: input.path) }
    let written = try output.write(labels, as: to, &failures, console)
    if input.leavesSpans {
      console.note("note: reviewed and ignored spans stay where they are: only tags are converted")
    }
    if written.onsets > 0 || failures.items.isEmpty {
      let verb = arguments.has(CommonOptions.dryRun) ? "would be written" : "written"
      console.note("\(written.onsets) \(isStarts ? "proposals" : "onsets") \(verb) to \(written.place)")
    }
    return try failures.finish(console, list: nil, of: labels.recordings.count, unit: "recordings")
  }
}

extension ForeignLabels {
  /// The same with one label for all marks.
  fileprivate func labelled(_ label: String) -> ForeignLabels {
    ForeignLabels(
      recordings.map { recording in
        Recording(
          path: recording.path, length: recording.length,
          marks: recording.marks.map { Mark(offset: $0.offset, label: label) })
      }, issues: issues)
  }
}

extension LabelFormat {
  /// Whether a file says how long its recordings are.
  fileprivate var holdsLengths: Bool {
    switch self {
    case .raven, .praat, .labelStudio, .jams: true
    case .tags, .audacity, .dcase, .onsets: false
    }
  }
}

/// Mistakes about what is converted from and to.
enum ConvertError: ThreePartError {
  case unknownFormat(Path)
  case unknownOutput(Path)
  case unknownRecording(Path)
  case severalUnknown(Path)
  case noLabel(Path)
  case severalLabels(Path, Int)
  case wouldReplace(Path)
  case sameName(Path)
  case oneFile(Path, LabelFormat)
  case emptyFolder(Path)

  var what: String {
    switch self {
    case .unknownFormat: "the name and the content of this file do not say what format it has"
    case .unknownOutput: "the name of the output does not say what format it shall have"
    case .unknownRecording: "the file does not say which recording it is about"
    case .severalUnknown: "several files do not say which recording they are about"
    case .noLabel: "the marks have no label"
    case .severalLabels(_, let count): "a tag file holds one label, and the marks have \(count)"
    case .wouldReplace: "there is another file already"
    case .sameName: "the files of two recordings would have this name"
    case .oneFile(_, let format): "\(format.name) holds all recordings in one file, and this is a folder"
    case .emptyFolder: "there are no label files in this folder"
    }
  }

  var place: String {
    switch self {
    case .unknownFormat(let path), .unknownOutput(let path), .unknownRecording(let path),
      .severalUnknown(let path), .noLabel(let path), .wouldReplace(let path), .sameName(let path),
      .oneFile(let path, _), .emptyFolder(let path), .severalLabels(let path, _):
      path.description
    }
  }

  var remedy: String {
    switch self {
    case .unknownFormat: "say it with --from"
    case .unknownOutput: "say it with --to"
    case .unknownRecording:
      "say it with --recording, call the file like the recording, or name the recordings' folder with --root"
    case .severalUnknown: "convert them one by one, or call them like their recordings"
    case .noLabel: "say it with --label, for example --label GUN"
    case .severalLabels: "name a folder, for a file each, or give all of them one with --label"
    case .wouldReplace: "choose another name, or replace it with --force"
    case .sameName: "convert them one by one"
    case .oneFile: "name a file"
    case .emptyFolder: "name a folder with label files, or say what they are with --from"
    }
  }
}
