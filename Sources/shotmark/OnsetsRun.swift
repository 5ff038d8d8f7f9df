import Annotation
import Audio
import Basis
import Files
import Onsets

/// What `shotmark onsets` does.
enum OnsetsRun {
  /// Samples handed over at a time: four seconds.
  private static let block = 4 * Sampling.rate

  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let out = try arguments.value(OnsetsOptions.out)
    let scores = ScoreFile.path(beside: out)
    try ProposalsFile.check(out, scores: scores)
    let list = try RecordingList(
      arguments.all(OnsetsOptions.recordings), root: arguments.value(CommonOptions.root))
    let options = OnsetOptions(threshold: try arguments.value(OnsetsOptions.threshold))
    let outcomes = listen(
      list.entries, options, jobs: arguments.optional(CommonOptions.jobs) ?? Parallel.cores, console)
    var failures = list.failures
    var entries: [TagEntry] = []
    var rows: [ScoreFile.Row] = []
    for (entry, outcome) in zip(list.entries, outcomes) {
      switch outcome {
      case .success(let proposals):
        entries.append(TagEntry(path: entry.name, offsets: proposals.map(\.offset)))
        rows += proposals.map { ScoreFile.Row(path: entry.name, offset: $0.offset, score: $0.score) }
      case .failure(let error): failures.add(error, about: entry.file)
      }
    }
    if !out.folder.bytes.isEmpty { try FileSystem.makeFolder(out.folder) }
    // Scores first: a tag file whose scores are missing would pass for one made by hand.
    try ScoreFile(rows).write(to: scores)
    try TagFile(label: "GUN", name: out, entries: entries).write(to: out)
    console.print("\(out): \(rows.count) onsets proposed in \(entries.count) recordings")
    return try failures.finish(console, list: nil, of: list.count, unit: "recordings")
  }

  private static func listen(
    _ entries: [RecordingList.Entry], _ options: OnsetOptions, jobs: Int, _ console: Console
  ) -> [Result<[Proposal], any Error>] {
    let seconds = Parallel.map(entries.count, jobs: jobs) { claimedSeconds(entries[$0].file) }
    let progress = Progress(
      "Listening", unit: "seconds", total: seconds.reduce(0, +), on: console)
    defer { progress.finish() }
    return Parallel.map(entries.count, jobs: jobs) { index in
      Result { try proposals(entries[index].file, options) { progress.advance(by: $0) } }
    }
  }

  /// What the header says, for the progress line alone.
  private static func claimedSeconds(_ file: Path) -> Int {
    guard let info = (try? Recording(opening: file))?.info, info.sampleRate > 0 else { return 0 }
    return info.claimedFrames / info.sampleRate
  }

  private static func proposals(
    _ file: Path, _ options: OnsetOptions, heard: (Int) -> Void
  ) throws -> [Proposal] {
    var scanner = OnsetScanner(options)
    var count = 0
    try ResampledRecording(file).stream(blockLength: block) { samples in
      scanner.append(samples)
      let before = count / Sampling.rate
      count += samples.count
      heard(count / Sampling.rate - before)
    }
    var seen: Set<Int> = []
    return scanner.finish().reversed().filter { seen.insert($0.offset).inserted }.reversed()
  }
}
