import Basis
import Files

/// What a run changes in its set: which chunks are cut, which stay, which go.
struct SetChanges: Sendable {
  /// A planned chunk with the name of its file.
  struct Target: Sendable {
    var row: PlannedRow
    var file: Path
  }

  /// Chunks whose samples are not in the set yet.
  private(set) var toCut: [Target] = []
  /// Chunks whose samples are in the set already.
  private(set) var unchanged: [Target] = []
  /// Rows of recordings that this run is not about.
  let untouched: [ManifestRow]
  /// Files of rows that this run replaces and does not name again.
  private(set) var obsolete: [Path]
  private let existing: Set<Path>

  /// - Parameter isOurs: whether the run decides about a row of the set.
  init(set: ChunkSet, planned: [PlannedRow], sources: [Source], isOurs: (ManifestRow) -> Bool) {
    let ours = set.rows.filter(isOurs)
    let existing = Dictionary(ours.map { ($0.file, $0) }) { first, _ in first }
    var named: Set<Path> = []
    for target in SetChanges.named(planned, sources: sources) {
      named.insert(target.file)
      let source = sources[target.row.source]
      if let row = existing[target.file], row.start == target.row.chunk.start,
        row.recordingSHA256 == source.sha256, FileSystem.exists(set.folder.appending(target.file))
      {
        unchanged.append(target)
      } else {
        toCut.append(target)
      }
    }
    // Copies of a chunk that is cut anew, or no longer cut, are copies of nothing.
    let lost = Set(ours.map(\.file)).subtracting(unchanged.map(\.file))
    let others = set.rows.filter { !isOurs($0) }
    untouched = others.filter { row in row.parent.map { !lost.contains($0) } ?? true }
    let stale = others.filter { row in row.parent.map(lost.contains) ?? false }
    obsolete = (ours + stale).map(\.file).filter { !named.contains($0) }
    self.existing = Set(existing.keys)
  }

  /// Everything that the run has planned and not given up, in the order of the files' names.
  var targets: [Target] { (toCut + unchanged).sorted { $0.file < $1.file } }

  /// Gives up the chunks of a recording that cannot be read after all.
  mutating func forget(_ source: Int) {
    let lost = (toCut + unchanged).filter { $0.row.source == source }
    toCut.removeAll { $0.row.source == source }
    unchanged.removeAll { $0.row.source == source }
    obsolete += lost.map(\.file).filter(existing.contains)
  }

  /// Numbers each recording's chunks of a label in the order of their starts: `GUN/AK-12/3 (20).wav_0.wav`.
  private static func named(_ planned: [PlannedRow], sources: [Source]) -> [Target] {
    let ordered = planned.sorted { left, right in
      if left.source != right.source { return left.source < right.source }
      if left.label != right.label { return left.label < right.label }
      return (left.chunk.start, left.chunk.onset ?? 0) < (right.chunk.start, right.chunk.onset ?? 0)
    }
    var number = 0
    var previous: PlannedRow?
    return ordered.map { row in
      let continues = previous.map { $0.source == row.source && $0.label == row.label } ?? false
      number = continues ? number + 1 : 0
      previous = row
      let recording = sources[row.source].recording
      return Target(row: row, file: Path(row.label).appending(recording).appendingToName("_\(number).wav"))
    }
  }
}
