import Annotation
import Basis
import Files

/// The files that detection writes: tags, their scores, and what was gone through.
struct DetectFiles {
  private let found: [DetectRun.Found]

  init(_ found: [DetectRun.Found]) { self.found = found }

  /// Writes or replaces them, each at once.
  func write(to out: Path) throws {
    if !out.folder.bytes.isEmpty { try FileSystem.makeFolder(out.folder) }
    // Scores first: a tag file whose scores are missing would pass for one made by hand.
    let rows = found.flatMap { one in
      one.detections.map { ScoreFile.Row(path: one.name, offset: $0.offset, score: $0.score) }
    }
    try ScoreFile(rows).write(to: ScoreFile.path(beside: out))
    let entries = found.map { TagEntry(path: $0.name, offsets: $0.detections.map(\.offset)) }
    let label = out.stem == "index" ? "GUN" : nil
    let name = try TagFile(bytes: [], name: out, label: label)
    try TagFile(label: name.label, name: out, entries: entries).write(to: out)
    try writeScreened(beside: out)
  }

  /// What people reviewed stays; what machines did of these recordings is told anew.
  private func writeScreened(beside out: Path) throws {
    let path = out.folder.appending(ReviewedSpan.fileName)
    let before =
      FileSystem.exists(path)
      ? try SpanFile<ReviewedSpan>(reading: path) : SpanFile<ReviewedSpan>(name: path, spans: [])
    let names = Set(found.map(\.name))
    let kept = before.spans.filter { $0.how != .screened || !names.contains($0.path) }
    let screened = found.filter { $0.length > 0 }
      .map { ReviewedSpan(path: $0.name, start: 0, end: $0.length, how: .screened) }
    try before.with(kept + screened).write(to: path)
  }
}
