import Annotation
import Basis
import Files

/// Keeps proposals from taking the place of somebody's work.
enum ProposalsFile {
  /// Throws where the file holds anything but earlier proposals, which lie beside it with their scores, and where it
  /// cannot be written.
  static func check(_ file: Path, scores: Path) throws {
    // A name that says no label makes no tag file.
    _ = try TagFile(bytes: [], name: file, label: file.stem == "index" ? "GUN" : nil)
    for path in [file, scores] { try AtomicFile.check(path, makesFolders: true) }
    guard FileSystem.exists(file) else { return }
    let tags = try TagFile(reading: file, label: "GUN")
    guard FileSystem.exists(scores) else {
      throw NotProposals(file: file, reason: "there is no \(scores.name) beside it")
    }
    let known = Set(try ScoreFile(reading: scores).rows.map { Onset(path: $0.path, offset: $0.offset) })
    for entry in tags.entries {
      if let own = entry.offsets.first(where: { !known.contains(Onset(path: entry.path, offset: $0)) }) {
        throw NotProposals(file: file, reason: "\(entry.path) has an onset at \(own) that has no score")
      }
    }
    guard tags.keptRows.isEmpty else {
      throw NotProposals(file: file, reason: "it has rows that are no tags")
    }
  }

  /// Writes proposals with their scores beside them. Scores first: a tag file whose scores are missing would pass for one
  /// made by hand. Recordings without a proposal are named by `searched`.
  static func write(_ rows: [ScoreFile.Row], searched: [Path] = [], to file: Path) throws {
    if !file.folder.bytes.isEmpty { try FileSystem.makeFolder(file.folder) }
    let found = Dictionary(grouping: rows, by: \.path)
    let entries = Set(found.keys).union(searched).sorted().map { path in
      TagEntry(path: path, offsets: (found[path] ?? []).map(\.offset))
    }
    try ScoreFile(rows).write(to: ScoreFile.path(beside: file))
    try TagFile(label: "GUN", name: file, entries: entries).write(to: file)
  }

  private struct Onset: Hashable {
    let path: Path
    let offset: Int
  }

  /// A tag file that was not made by this subcommand alone.
  struct NotProposals: ThreePartError {
    let file: Path
    let reason: String

    var what: String { "the file holds tags that are no proposals: \(reason)" }
    var place: String { "option --out \(file)" }
    var remedy: String { "write the proposals to another file, or remove this one first" }
  }
}
