import Audio
import Basis
import Detection
import Files

extension Works {
  /// The candidates of recordings and their features, as plain numbers for whoever wants to look at them.
  ///
  /// `--list` is a CSV `path,group` below `--root`; `--out` gets `[candidates, columns]` float32, `--rows` one row a
  /// candidate: path, group, offset, level.
  static func candidateTable(_ settings: Settings) throws -> Measured {
    let recordings = try CandidateRecordings(settings)
    let groups = recordings.groups
    let tables = Parallel.map(groups.count) { place in
      let context = CandidateContext(groups[place].map { recordings.candidates[$0] })
      return groups[place].indices.map { context.rows(ofRecording: $0) }
    }
    var (numbers, rows): ([UInt8], CSV.Writer) = ([], CSV.Writer())
    for (members, table) in zip(groups, tables) {
      for (recording, values) in zip(members, table) {
        values.withUnsafeBytes { numbers.append(contentsOf: $0) }
        let path = recordings.paths[recording]
        for candidate in recordings.candidates[recording] {
          rows.row([
            path.bytes, recordings.names[recording], Array("\(candidate.offset)".utf8),
            Array("\(candidate.level)".utf8),
          ])
        }
      }
    }
    try AtomicFile.write(numbers, to: settings.path("out"))
    try AtomicFile.write(rows.bytes, to: settings.path("rows"))
    return Measured(
      items: recordings.paths.count, unit: "recordings",
      more: [("columns", .array(CandidateContext.names.map { .string($0) }))])
  }
}

/// Recordings with their candidates, in groups that share a sensor.
struct CandidateRecordings: Sendable {
  let paths: [Path]
  let names: [[UInt8]]
  let candidates: [[Candidate]]

  init(_ settings: Settings) throws {
    let root = try settings.path("root")
    let rows = CSV.parse(try FileSystem.read(settings.path("list"))).filter { $0.fields.count == 2 }
    let paths = rows.map { Path(bytes: $0.fields[0].bytes) }
    self.paths = paths
    names = rows.map { $0.fields[1].bytes }
    candidates = try Parallel.tryMap(paths.count) { index in
      var scanner = CandidateScanner()
      try ResampledRecording(root.appending(paths[index])).stream(blockLength: 16_000) { scanner.append($0) }
      return scanner.finish()
    }
  }

  /// The recordings of each group, in the order of the list.
  var groups: [[Int]] {
    var places: [[UInt8]: Int] = [:]
    var groups: [[Int]] = []
    for (index, name) in names.enumerated() {
      if let place = places[name] {
        groups[place].append(index)
      } else {
        places[name] = groups.count
        groups.append([index])
      }
    }
    return groups
  }
}
