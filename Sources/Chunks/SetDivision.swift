import Basis
import Evaluation

/// Gives every chunk of a set its group, split and fold.
struct SetDivision {
  private let changes: SetChanges
  private let sources: [Source]
  private let options: SlicingOptions
  /// The group of each recording of the set and of the run.
  private var groupOf: [Path: Grouping.Group] = [:]

  init(changes: SetChanges, sources: [Source], ties: RecordingTies, options: SlicingOptions) throws {
    self.changes = changes
    self.sources = sources
    self.options = options
    for group in ties.groups {
      for member in group.members { groupOf[ties.recordings[member]] = group }
    }
  }

  /// All rows of the set after the run, sorted by file.
  ///
  /// - Parameter warnings: gets what the groups did not allow.
  func rows(warnings: inout [String]) throws -> [ManifestRow] {
    let targets = changes.targets
    var counts: [Path: [String: Int]] = [:]
    for row in changes.untouched where row.parent == nil {
      counts[group(row.recording, else: row.group).name, default: [:]][row.label, default: 0] += 1
    }
    for target in targets {
      let recording = sources[target.row.source].recording
      counts[group(recording, else: recording).name, default: [:]][target.row.label, default: 0] += 1
    }
    let settled = Dictionary(groupOf.values.map { ($0.name, $0.settled) }) { first, _ in first }
    let split = try GroupedSplit(
      groups: counts.map { name, counts in
        let place = settled[name] ?? nil
        return GroupCount(id: name.description, counts: counts, split: place?.split, fold: place?.fold)
      }, seed: options.seed)
    warnings += split.shortfalls.map(\.description)
    let rows = changes.untouched.map { regrouped($0) } + targets.map { row(of: $0, split: split) }
    return rows.sorted { $0.file < $1.file }
  }

  private func group(_ recording: Path, else name: Path) -> Grouping.Group {
    groupOf[recording] ?? Grouping.Group(name: name, settled: nil, members: [])
  }

  /// A row that stays as it is, under the name that its group now has.
  private func regrouped(_ row: ManifestRow) -> ManifestRow {
    var row = row
    row.group = group(row.recording, else: row.group).name
    return row
  }

  private func row(of target: SetChanges.Target, split: GroupedSplit) -> ManifestRow {
    let source = sources[target.row.source]
    let chunk = target.row.chunk
    let group = group(source.recording, else: source.recording)
    let place = split[group.name.description]
    return ManifestRow(
      file: target.file, label: target.row.label, recording: source.recording, recordingSHA256: source.sha256,
      onset: chunk.onset, onsets: chunk.onsets, start: chunk.start,
      lead: chunk.onset.map { $0 - chunk.start },
      padding: ChunkSamples.padding(
        start: chunk.start, length: options.length, recordingLength: source.length),
      overlap: chunk.overlap, weight: chunk.weight, kind: chunk.kind, group: group.name,
      split: place?.split ?? .train, fold: place?.fold, seed: options.seed)
  }
}
