import Annotation
import Basis
import Evaluation

/// Which recordings of two tag files are scored against each other.
struct RecordingPairing {
  /// Those that the reference knows, by path.
  let recordings: [RecordingOnsets]
  /// Recordings with estimates about which the reference says nothing.
  let unscored: Int

  init(estimated: TagFile, reference: TagFile, spans: Annotations) {
    let estimates = RecordingPairing.offsets(estimated)
    let truths = RecordingPairing.offsets(reference)
    var ignored: [Path: [Range<Int>]] = [:]
    for span in spans.ignored {
      ignored[RecordingPairing.plain(span.path), default: []].append(span.start..<span.end)
    }
    let reviewed = spans.reviewed.filter { $0.how != .screened }.map { RecordingPairing.plain($0.path) }
    let known = Set(truths.keys).union(reviewed)
    recordings = known.sorted().map { path in
      RecordingOnsets(
        estimated: estimates[path] ?? [], reference: truths[path] ?? [], ignored: ignored[path] ?? [])
    }
    unscored = estimates.count { !known.contains($0.key) && !$0.value.isEmpty }
  }

  /// The onsets of each recording.
  static func offsets(_ file: TagFile) -> [Path: [Int]] {
    Dictionary(file.entries.map { (plain($0.path), $0.offsets) }) { first, second in
      Array(Set(first + second)).sorted()
    }
  }

  /// The path without `.` and empty components: one recording has one name.
  static func plain(_ path: Path) -> Path {
    guard !path.isAbsolute else { return path }
    return path.components.reduce(Path(bytes: [])) { $0.appending($1) }
  }
}
