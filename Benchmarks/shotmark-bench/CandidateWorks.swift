import Annotation
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
  let weights: [Double]

  init(_ settings: Settings, list: String = "list", root: String = "root") throws {
    let root = try settings.path(root)
    let rows = CSV.parse(try FileSystem.read(settings.path(list))).filter { $0.fields.count >= 2 }
    let paths = rows.map { Path(bytes: $0.fields[0].bytes) }
    self.paths = paths
    names = rows.map { $0.fields[1].bytes }
    weights = rows.map { $0.fields.count > 2 ? $0.fields[2].number ?? 1 : 1 }
    candidates = try Parallel.tryMap(paths.count) { index in
      var scanner = CandidateScanner()
      try ResampledRecording(root.appending(paths[index])).stream(blockLength: 16_000) { scanner.append($0) }
      return scanner.finish()
    }
  }

  /// The onsets of each recording that a tag file tells of; none where it does not.
  func onsets(_ file: Path) throws -> [[Int]] {
    let tags = try TagFile(reading: file, label: "GUN")
    return paths.map { tags[$0]?.offsets ?? [] }
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

extension Works {
  /// Trains on the recordings of `--list`, whose onsets are in `--tags`, and judges those of `--judge` below
  /// `--judge-root`. A third field of a row of `--list` is how much its candidates count. `--out` gets a CSV of path, offset, score.
  static func candidateTrial(_ settings: Settings) throws -> Measured {
    let train = try CandidateRecordings(settings)
    let judged = try CandidateRecordings(settings, list: "judge", root: "judge-root")
    let tags = try train.onsets(settings.path("tags"))
    let groups = train.groups.map { members in
      CandidateGroup(
        candidates: members.map { train.candidates[$0] }, onsets: members.map { tags[$0] },
        weight: train.weights[members[0]])
    }
    let forest = try CandidateTraining().fit(groups)
    var rows = CSV.Writer()
    for members in judged.groups {
      let candidates = members.map { judged.candidates[$0] }
      for (recording, scores) in zip(members, try forest.scores(of: candidates)) {
        for onset in CandidatePicking.onsets(judged.candidates[recording], scores: scores, threshold: 0.05) {
          rows.row([
            judged.paths[recording].bytes, Array("\(onset.offset)".utf8), Array("\(onset.score)".utf8),
          ])
        }
      }
    }
    try AtomicFile.write(rows.bytes, to: settings.path("out"))
    return Measured(items: judged.paths.count, unit: "recordings", more: [])
  }
}
