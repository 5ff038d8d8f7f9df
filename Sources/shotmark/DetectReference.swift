import Annotation
import Basis
import Detection
import Evaluation
import Files
import Training

/// What is true, read from a tag file and what lies beside it.
struct DetectReference {
  private let file: TagFile
  private let truths: [Path: [Int]]
  private let known: Set<Path>
  private let ignored: [Path: [Range<Int>]]

  /// Throws where a file cannot be read, or holds rows that are no tags: figures would not be what they seem.
  init(reading path: Path) throws {
    file = try TagFile(reading: path, label: path.stem == "index" ? "GUN" : nil)
    if let issue = file.issues.first { throw issue }
    let spans = try Annotations(reading: [path], label: file.label)
    if let issue = spans.spanIssues.first { throw issue }
    truths = RecordingPairing.offsets(file)
    let reviewed = spans.reviewed.filter { $0.how != .screened }.map { RecordingPairing.plain($0.path) }
    known = Set(truths.keys).union(reviewed)
    ignored = spans.ignored.reduce(into: [:]) { ignored, span in
      ignored[RecordingPairing.plain(span.path), default: []].append(span.start..<span.end)
    }
  }

  /// The figures of the recordings that the reference knows.
  func report(_ found: [DetectRun.Found], threshold: Double) throws -> DetectionReport {
    let recordings = found.filter { known.contains(RecordingPairing.plain($0.name)) }.map { one in
      let path = RecordingPairing.plain(one.name)
      let folder = path.folder.description
      return ScoredOnsets(
        name: path.description, group: folder.isEmpty ? "." : folder, length: one.length,
        estimated: one.detections.map { ScoredOnsets.Estimate(offset: $0.offset, score: $0.score) },
        reference: truths[path] ?? [], ignored: ignored[path] ?? [])
    }
    guard !recordings.isEmpty else { throw NothingKnown(file: file.name, count: found.count) }
    return try DetectionReport(recordings, threshold: threshold)
  }

  /// What has to be known beside the figures.
  func notes(_ found: [DetectRun.Found], model: ShotModel) throws -> [String] {
    let names = Set(found.map { RecordingPairing.plain($0.name) })
    let unknown = names.subtracting(known).count
    let absent = known.subtracting(names).count
    var notes: [String] = []
    if unknown > 0 {
      notes.append(
        "\(unknown) recordings are neither named by the reference nor reviewed, and are not scored")
    }
    if absent > 0 {
      notes.append("\(absent) recordings of the reference were not searched, and are not scored")
    }
    let trained = Set(model.card.recordings)
    let digests = DigestCache()
    let seen = found.compactMap(\.file).count { file in
      guard let digest = try? digests.sha256(of: file) else { return false }
      return trained.contains(digest)
    }
    if seen > 0 {
      notes.append(
        "the model was trained on \(seen) of these \(found.count) recordings: its figures here are no promise"
      )
    }
    return notes
  }

  /// A reference that says nothing about any of the recordings.
  struct NothingKnown: ThreePartError {
    let file: Path
    let count: Int

    var what: String { "the reference knows none of the \(count) recordings that were searched" }
    var place: String { "option --reference \(file)" }
    var remedy: String { "give the --root that its paths are relative to, or the recordings that it names" }
  }
}
