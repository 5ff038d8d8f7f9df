import Basis
import Files

/// Puts a run's chunks and the files that describe them into their set, all or nothing.
struct SetCommit {
  let set: ChunkSet
  /// All rows of the set after the run.
  let rows: [ManifestRow]
  let changes: SetChanges
  let options: SlicingOptions
  let result: SlicingResult

  private static let failures: Path = "failures.csv"
  static let card: Path = "README.md"

  /// Commits; a run that changes nothing leaves every byte as it is.
  func perform(_ transaction: consuming FolderTransaction) throws {
    let failures = SetCommit.bytes(result.failures)
    let known = try? FileSystem.read(set.folder.appending(SetCommit.failures))
    guard rows != set.rows || !changes.toCut.isEmpty || failures != known || set.information.runs.isEmpty
    else {
      return try transaction.abandon()
    }
    var next = set
    next.rows = rows
    next.information.runs.append(SlicingRecord(options: options, result: result).value)
    for file in changes.obsolete { try transaction.stageRemoval(of: file) }
    for (label, bytes) in SetCommit.indices(rows) {
      try transaction.stage(bytes, as: Path(label).appending("index.csv"))
    }
    for label in set.labels where !next.labels.contains(label) {
      try transaction.stageRemoval(of: Path(label).appending("index.csv"))
    }
    if let failures {
      try transaction.stage(failures, as: SetCommit.failures)
    } else {
      try transaction.stageRemoval(of: SetCommit.failures)
    }
    try transaction.stage(next.information.bytes, as: SetInformation.name)
    try transaction.stage(
      DataCard(next, warnings: result.warnings + result.exclusions.map(\.what)).bytes, as: SetCommit.card)
    try transaction.stage(Manifest.bytes(rows), as: Manifest.name)
    try transaction.commit()
  }

  /// For each label the starts of its chunks: one recording a line, as the original project's `index.csv`.
  static func indices(_ rows: [ManifestRow]) -> [(label: String, bytes: [UInt8])] {
    Dictionary(grouping: rows.filter { $0.parent == nil }, by: \.label).sorted { $0.key < $1.key }.map {
      label, rows in
      var writer = CSV.Writer()
      for (recording, rows) in Dictionary(grouping: rows, by: \.recording).sorted(by: { $0.key < $1.key }) {
        writer.field(recording.bytes)
        for start in rows.map(\.start).sorted() { writer.field(start) }
        writer.endRow()
      }
      return (label, writer.bytes)
    }
  }

  /// The failures as a CSV `what,where,fix`; `nil` where there were none.
  static func bytes(_ failures: [any ThreePartError]) -> [UInt8]? {
    guard !failures.isEmpty else { return nil }
    var writer = CSV.Writer()
    writer.row(["what", "where", "fix"])
    for failure in failures { writer.row([failure.what, failure.place, failure.remedy]) }
    return writer.bytes
  }
}
