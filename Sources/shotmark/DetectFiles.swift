import Annotation
import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// The files that detection writes: tags, their scores, and what was gone through.
struct DetectFiles {
  /// Seconds for which another program that has the folder of tag files is waited for.
  private static let patience = 2.0

  private let found: [DetectRun.Found]
  private let unreached: Set<Path>

  /// - Parameter unreached: recordings of which is kept what an earlier run found.
  init(_ found: [DetectRun.Found], unreached: [Path] = []) {
    (self.found, self.unreached) = (found, Set(unreached))
  }

  /// Writes or replaces them, each at once. Throws `Held` where somebody annotates in that folder: then all is written but
  /// what was gone through.
  func write(to out: Path) throws {
    if !out.folder.bytes.isEmpty { try FileSystem.makeFolder(out.folder) }
    let label = out.stem == "index" ? "GUN" : nil
    let name = try TagFile(bytes: [], name: out, label: label)
    let earlier = try earlier(out, label: name.label)
    // Scores first: a tag file whose scores are missing would pass for one made by hand.
    let rows = found.flatMap { one in
      one.detections.map { ScoreFile.Row(path: one.name, offset: $0.offset, score: $0.score) }
    }
    try ScoreFile(rows + earlier.rows).write(to: ScoreFile.path(beside: out))
    let entries = found.map { TagEntry(path: $0.name, offsets: $0.detections.map(\.offset)) }
    try TagFile(label: name.label, name: out, entries: entries + earlier.entries).write(to: out)
    try DetectFiles.underLock(of: out.folder.bytes.isEmpty ? "." : out.folder) {
      try writeScreened(beside: out)
    }
  }

  /// What an earlier run found in recordings that this one did not come to.
  private func earlier(_ out: Path, label: String) throws -> (entries: [TagEntry], rows: [ScoreFile.Row]) {
    let scores = ScoreFile.path(beside: out)
    guard !unreached.isEmpty, FileSystem.exists(out), FileSystem.exists(scores) else { return ([], []) }
    return (
      try TagFile(reading: out, label: label).entries.filter { unreached.contains($0.path) },
      try ScoreFile(reading: scores).rows.filter { unreached.contains($0.path) }
    )
  }

  /// Does something while no annotator and no other run changes the tag files of a folder.
  private static func underLock(of tags: Path, _ body: () throws -> Void) throws {
    // Who cannot keep a lock cannot annotate either.
    guard let file = try? StateFolder.standard().lock(of: tags) else { return try body() }
    let start = ContinuousClock.now
    while true {
      guard let request = try? AnnotationLock.take(file) else { return try body() }
      switch request {
      case .taken(let lock): return try withExtendedLifetime(lock, body)
      case .held(let holder):
        guard start.duration(to: .now) < .seconds(patience) else {
          throw Held(holder: holder, tags: tags)
        }
        usleep(20_000)
      }
    }
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

  /// Somebody annotates in the folder, and would save over what is added here.
  struct Held: ThreePartError {
    let holder: AnnotationLock.Holder?
    let tags: Path

    var what: String {
      "reviewed.csv does not say what was gone through, as another program changes this folder's tag files"
        + (holder.map { ": " + $0.description } ?? "")
    }
    var place: String { tags.description }
    var remedy: String {
      "close the annotator there and run the same command again, or use a folder of its own for --out"
    }
  }
}
