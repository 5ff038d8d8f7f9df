import Basis

/// Shotmark's own tag files as labels like any other's.
enum TagTable {
  static func read(_ bytes: [UInt8], name: Path, label: String?) throws -> ForeignLabels {
    let file = try TagFile(bytes: bytes, name: name, label: label)
    let recordings = file.entries.map { entry in
      ForeignLabels.Recording(
        path: entry.path, marks: entry.offsets.map { ForeignLabels.Mark(offset: $0, label: file.label) })
    }
    return ForeignLabels(recordings, issues: file.issues)
  }

  /// A tag file holds one label, and the file's name says it.
  static func bytes(of labels: ForeignLabels) throws -> [UInt8] {
    let names = Set(labels.recordings.flatMap { $0.marks.map(\.label) })
    guard names.count <= 1 else {
      let all = names.map { $0.map { "\"\($0)\"" } ?? "none" }.sorted().joined(separator: ", ")
      throw ForeignMisfit(.cannotHold("more than one label (\(all))", .tags))
    }
    let entries = try labels.recordings.map { recording in
      guard let path = recording.path, !path.bytes.isEmpty else { throw ForeignMisfit(.noRecording(.tags)) }
      return TagEntry(path: path, offsets: recording.marks.map(\.offset))
    }
    return TagFile(label: "", name: "", entries: entries).bytes()
  }
}
