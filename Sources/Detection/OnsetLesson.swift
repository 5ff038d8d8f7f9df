import Annotation
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
  /// - Throws: what is wrong with the tags; a recording that is not there is in `missing`.
  package static func labelled(
    in folder: Path, tags: Path, label: String
  ) throws -> (lessons: [OnsetLesson], missing: [Path]) {
    let annotations = try Annotations(reading: [tags], label: label)
    var onsets: [Path: [Int]] = [:]
    var ignored: [Path: [Range<Int>]] = [:]
    var reviewed: [Path: [Range<Int>]] = [:]
    for file in annotations.tagFiles where file.label == label {
      for entry in file.entries { onsets[entry.path.plain, default: []] += entry.offsets }
    }
    for span in annotations.reviewed where span.how != .screened {
      reviewed[span.path.plain, default: []].append(span.start..<max(span.start, span.end))
    }
    for span in annotations.ignored {
      ignored[span.path.plain, default: []].append(span.start..<max(span.start, span.end))
    }
    let names = Set(onsets.keys).union(reviewed.keys).sorted()
    let areFoldersSources = Set(names.map(\.folder)).count >= leastFolders
    var (lessons, missing): ([OnsetLesson], [Path]) = ([], [])
    for name in names {
      let file = folder.appending(name)
      guard FileSystem.exists(file) else {
        missing.append(file)
        continue
      }
      let own = Array(Set(onsets[name] ?? [])).sorted()
      lessons.append(
        OnsetLesson(
          file: file, lesson: own.isEmpty ? .others : .onsets, onsets: own,
          ignored: (ignored[name] ?? []) + gaps(reviewed[name] ?? []),
          source: areFoldersSources ? file.folder : file))
    }
    return (lessons, missing)
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
  package static func all(of folder: Path, files: [Path], _ lesson: TaughtRecording.Lesson) -> [OnsetLesson] {
    files.map {
      OnsetLesson(
        file: folder.appending($0), lesson: lesson, onsets: [], ignored: [], source: folder.appending($0))
    }
  }
}
