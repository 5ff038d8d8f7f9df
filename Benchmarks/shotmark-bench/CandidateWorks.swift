import Annotation
import Audio
import Basis
import Detection
import Files
import Training

extension Works {
  /// The candidates of recordings and their features, as plain numbers for whoever wants to look at them.
  ///
  /// `--list` is a CSV `path,group` below `--root`; `--out` gets `[candidates, columns]` float32, `--rows` one row a
  /// candidate: path, group, offset, level.
  static func candidateTable(_ settings: Settings) throws -> Measured {
    let recordings = try CandidateRecordings(settings)
    let tables = Parallel.map(recordings.paths.count) { index in
      CandidateContext(recordings.candidates[index]).rows
    }
    var (numbers, rows): ([UInt8], CSV.Writer) = ([], CSV.Writer())
    for (index, values) in tables.enumerated() {
      values.withUnsafeBytes { numbers.append(contentsOf: $0) }
      for candidate in recordings.candidates[index] {
        rows.row([
          recordings.paths[index].bytes, recordings.names[index], Array("\(candidate.offset)".utf8),
          Array("\(candidate.level)".utf8),
        ])
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
  /// Samples of each recording.
  let lengths: [Int]
  let collections: [[UInt8]]
  let lessons: [TaughtRecording.Lesson]

  init(_ settings: Settings, list: String = "list", root: String = "root") throws {
    let root = try settings.path(root)
    let rows = CSV.parse(try FileSystem.read(settings.path(list))).filter { $0.fields.count >= 2 }
    let paths = rows.map { Path(bytes: $0.fields[0].bytes) }
    self.paths = paths
    names = rows.map { $0.fields[1].bytes }
    collections = rows.map { $0.fields.count > 2 ? $0.fields[2].bytes : [] }
    lessons = try rows.map { row in
      guard row.fields.count > 3 else { return .onsets }
      switch row.fields[3].text {
      case "loudest": return .loudest
      case "others": return .others
      case "onsets": return .onsets
      default: throw SettingsError(what: "\(row.fields[3].text) is no lesson")
      }
    }
    let heard = try Parallel.tryMap(paths.count) { index in
      var (scanner, length) = (CandidateScanner(), 0)
      try ResampledRecording(root.appending(paths[index])).stream(blockLength: 16_000) {
        length += $0.count
        scanner.append($0)
      }
      return (scanner.finish(), length)
    }
    (candidates, lengths) = (heard.map(\.0), heard.map(\.1))
  }

  /// The onsets of each recording that a tag file tells of; none where it does not.
  func onsets(_ file: Path) throws -> [[Int]] {
    let tags = try TagFile(reading: file, label: "GUN")
    return paths.map { tags[$0]?.offsets ?? [] }
  }
}

extension Works {
  /// Trains on the recordings of `--list`, whose onsets are in `--tags`, without the stretches in `--ignored`, and judges
  /// those of `--judge` below `--judge-root`. A third field of a row of `--list` is its collection, all of which count
  /// alike, a fourth what can be learnt from it: `onsets`, `loudest` or `others`. `--out` gets a CSV of path, offset, score.
  static func candidateTrial(_ settings: Settings) throws -> Measured {
    let train = try CandidateRecordings(settings)
    let judged = CSV.parse(try FileSystem.read(settings.path("judge"))).compactMap { $0.fields.first }
      .map { Path(bytes: $0.bytes) }
    let tags = try train.onsets(settings.path("tags"))
    let ignored = try stretches(settings.path("ignored"))
    let (sources, collections) = (Numbers(train.names), Numbers(train.collections))
    let taught = train.paths.indices.map { index in
      TaughtRecording(
        candidates: train.candidates[index], length: train.lengths[index], onsets: tags[index],
        ignored: ignored[train.paths[index]] ?? [], lesson: train.lessons[index],
        source: sources[train.names[index]],
        collection: collections[train.collections[index]])
    }
    let card = ModelCard(
      kind: OnsetModel.kind, labels: ["ENV", "GUN"], name: "trial", recordings: [], parameters: [])
    let model = OnsetModel(card: card, judges: try CandidateTraining().fit(taught).judges)
    let root = try settings.path("judge-root")
    let found = try Parallel.tryMap(judged.count) { index in
      var found: [Detection] = []
      let options = DetectorOptions(threshold: 0.02)
      try CandidateDetector(model, options, jobs: 1).detect(in: root.appending(judged[index])) { found += $0 }
      return found
    }
    var rows = CSV.Writer()
    for (path, detections) in zip(judged, found) {
      for one in detections {
        rows.row([path.bytes, Array("\(one.offset)".utf8), Array("\(one.score)".utf8)])
      }
    }
    try AtomicFile.write(rows.bytes, to: settings.path("out"))
    return Measured(items: judged.count, unit: "recordings", more: [])
  }

  /// Numbers names by their first appearance.
  private struct Numbers {
    private var numbers: [[UInt8]: Int] = [:]

    init(_ names: [[UInt8]]) {
      for name in names where numbers[name] == nil { numbers[name] = numbers.count }
    }

    subscript(name: [UInt8]) -> Int { numbers[name] ?? 0 }
  }

  /// Stretches by recording, of rows `path,start,end`.
  private static func stretches(_ file: Path) throws -> [Path: [Range<Int>]] {
    var found: [Path: [Range<Int>]] = [:]
    for row in CSV.parse(try FileSystem.read(file)) where row.fields.count >= 3 {
      guard let start = row.fields[1].integer, let end = row.fields[2].integer, start < end else { continue }
      found[Path(bytes: row.fields[0].bytes), default: []].append(start..<end)
    }
    return found
  }
}
