import Annotation
import Audio
import Basis
import Files

/// A recording to learn from, not yet listened to.
package struct OnsetLesson: Sendable {
  /// The file.
  package let file: Path
  /// What it tells.
  package let lesson: TaughtRecording.Lesson
  /// Onsets at 16 kHz.
  package let onsets: [Int]
  /// Stretches that nothing is learnt from.
  package let ignored: [Range<Int>]
  /// Recordings of one source have the same.
  package let source: Path

  /// Folders below which recordings are of one source each, where there are at least as many.
  private static let leastFolders = 4

  /// The recordings of a folder that somebody has labelled: tagged, or reviewed without a tag.
  ///
  /// Where anything was reviewed, or somebody is still at work, only the tags of what nobody has reviewed are learnt from,
  /// those of ENV as what is no shot: nobody has said that these are all.
  ///
  /// - Parameters:
  ///   - tags: the tag file, or the folder of tag files, whose paths are below the folder.
  ///   - isInWork: whether somebody is still at work.
  /// - Throws: what is wrong with the tags; a recording that is not there is in `missing`.
  package static func labelled(
    in folder: Path, tags: Path, label: String, isInWork: Bool = false
  ) throws -> (lessons: [OnsetLesson], missing: [Path]) {
    let marks = try KnownMarks(reading: tags, label: label)
    let isPartial = isInWork || !marks.reviewed.isEmpty
    let names = marks.recordings(withRefused: isPartial)
    let areFoldersSources = Set(names.map(\.folder)).count >= leastFolders
    var (lessons, missing): ([OnsetLesson], [Path]) = ([], [])
    for name in names {
      let file = folder.appending(name)
      guard FileSystem.exists(file) else {
        missing.append(file)
        continue
      }
      let (own, refused) = (Set(marks.onsets[name] ?? []).sorted(), marks.refused[name] ?? [])
      let known = marks.reviewed[name] ?? (isPartial ? (own + refused).map(near) : [])
      lessons.append(
        OnsetLesson(
          file: file, lesson: own.isEmpty ? .others : .onsets, onsets: own,
          ignored: (marks.ignored[name] ?? []) + gaps(known),
          source: areFoldersSources ? file.folder : file))
    }
    return (lessons, missing)
  }

  /// Where the rise lies that a tag is about.
  private static func near(_ tag: Int) -> Range<Int> {
    // Whatever a tag file says, there is room on both sides.
    let tag = min(max(tag, 0), Int.max / 2)
    return tag - TaughtRecording.tolerance..<tag + TaughtRecording.tolerance + 1
  }

  /// What was not looked at, where it is known what was.
  private static func gaps(_ reviewed: [Range<Int>]) -> [Range<Int>] {
    guard !reviewed.isEmpty else { return [] }
    var (gaps, end): ([Range<Int>], Int) = ([], 0)
    for span in reviewed.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if span.lowerBound > end { gaps.append(end..<span.lowerBound) }
      end = max(end, span.upperBound)
    }
    gaps.append(end..<Int.max)
    return gaps
  }

  /// All recordings of a folder, without tags.
  ///
  /// - Throws: `NoRecordings` where there is none, `FileError`.
  package static func all(of folder: Path, _ lesson: TaughtRecording.Lesson) throws -> [OnsetLesson] {
    let files = try FileSystem.files(below: folder, where: SoundFiles.isSoundFile)
    guard !files.isEmpty else { throw NoRecordings(folder: folder) }
    return files.map {
      OnsetLesson(
        file: folder.appending($0), lesson: lesson, onsets: [], ignored: [], source: folder.appending($0))
    }
  }
}

/// What tag files and spans say, by recording.
private struct KnownMarks {
  private(set) var onsets: [Path: [Int]] = [:]
  /// What somebody was asked about that is none: tags of ENV.
  private(set) var refused: [Path: [Int]] = [:]
  private(set) var reviewed: [Path: [Range<Int>]] = [:]
  private(set) var ignored: [Path: [Range<Int>]] = [:]

  init(reading tags: Path, label: String) throws {
    let annotations = try Annotations(reading: [tags], label: label)
    for file in annotations.tagFiles {
      for entry in file.entries {
        if file.label == label {
          onsets[entry.path.plain, default: []] += entry.offsets
        } else if file.label == "ENV" {
          refused[entry.path.plain, default: []] += entry.offsets
        }
      }
    }
    for span in annotations.reviewed where span.how != .screened {
      reviewed[span.path.plain, default: []].append(span.start..<max(span.start, span.end))
    }
    for span in annotations.ignored {
      ignored[span.path.plain, default: []].append(span.start..<max(span.start, span.end))
    }
  }

  /// The recordings of which anything is known, sorted.
  func recordings(withRefused: Bool) -> [Path] {
    Set(onsets.keys).union(reviewed.keys).union(withRefused ? Array(refused.keys) : []).sorted()
  }
}

/// A folder from which nothing can be heard.
struct NoRecordings: ThreePartError {
  let folder: Path

  var what: String { "the folder holds no recording" }
  var place: String { folder.description }
  let remedy = "name the folder that the recordings lie in"
}
