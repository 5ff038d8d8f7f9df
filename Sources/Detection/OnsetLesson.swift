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
  /// - Parameters:
  ///   - tags: the tag file, or the folder of tag files, whose paths are below the folder.
  ///   - isPartial: whether somebody is still at work: of recordings that nobody has reviewed only the tags are learnt
  ///     from, those of ENV as what is no shot.
  /// - Throws: what is wrong with the tags; a recording that is not there is in `missing`.
  package static func labelled(
    in folder: Path, tags: Path, label: String, isPartial: Bool = false
  ) throws -> (lessons: [OnsetLesson], missing: [Path]) {
    let annotations = try Annotations(reading: [tags], label: label)
    var onsets: [Path: [Int]] = [:]
    var ignored: [Path: [Range<Int>]] = [:]
    var reviewed: [Path: [Range<Int>]] = [:]
    var refused: [Path: [Int]] = [:]
    for file in annotations.tagFiles {
      for entry in file.entries {
        if file.label == label {
          onsets[entry.path.plain, default: []] += entry.offsets
        } else if isPartial, file.label == refusedLabel {
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
    let names = Set(onsets.keys).union(reviewed.keys).union(refused.keys).sorted()
    let areFoldersSources = Set(names.map(\.folder)).count >= leastFolders
    var (lessons, missing): ([OnsetLesson], [Path]) = ([], [])
    for name in names {
      let file = folder.appending(name)
      guard FileSystem.exists(file) else {
        missing.append(file)
        continue
      }
      let own = Array(Set(onsets[name] ?? [])).sorted()
      let isWhole = !isPartial || reviewed[name] != nil
      lessons.append(
        OnsetLesson(
          file: file, lesson: own.isEmpty ? .others : .onsets, onsets: own,
          ignored: (ignored[name] ?? [])
            + (isWhole ? gaps(reviewed[name] ?? []) : gaps((own + (refused[name] ?? [])).map(near))),
          source: areFoldersSources ? file.folder : file))
    }
    return (lessons, missing)
  }

  /// The label of what was refused.
  private static let refusedLabel = "ENV"

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

/// A folder from which nothing can be heard.
struct NoRecordings: ThreePartError {
  let folder: Path

  var what: String { "the folder holds no recording" }
  var place: String { folder.description }
  let remedy = "name the folder that the recordings lie in"
}
