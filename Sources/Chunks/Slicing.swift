import Audio
import Basis
import Evaluation
import Files
import Synchronization

/// Cuts chunks out of recordings into a set, and adds to a set that exists.
///
/// Everything is planned before anything is written; the chunks are staged and come to stand in the set together
/// with its manifest, all or nothing. A run that is killed leaves the set as it was, and the same run started again
/// gives the same bytes as one that was never disturbed.
public struct Slicing: Sendable {
  let options: SlicingOptions
  let progress: ChunksProgressHandler
  let caches: SourceCaches

  /// A run with these options.
  ///
  /// - Parameter cache: where digests and fingerprints are remembered between runs.
  /// - Throws: `ChunksError` where the options contradict each other.
  public init(
    _ options: SlicingOptions, cache: CacheFolder = .standard,
    progress: @escaping ChunksProgressHandler = { _ in }
  ) throws {
    try options.validate()
    self.options = options
    caches = SourceCaches(cache)
    self.progress = progress
  }

  /// Slices into the folder `into`.
  ///
  /// - Parameter dryRun: plan and count, but write nothing.
  /// - Throws: where nothing can be done at all; what concerns one file or tag is in the result's `failures`.
  public func run(into folder: Path, dryRun: Bool = false) throws -> SlicingResult {
    var result = SlicingResult()
    let inputs = try SlicingInputs(options, failures: &result.failures)
    var transaction = dryRun ? nil : try FolderTransaction(folder)
    let set = try ChunkSet.open(folder, orNewWithLength: options.length)
    let sources = examine(inputs.recordings, result: &result)
    let ties = RecordingTies(sources: sources, inputs: inputs, set: set, options: options, caches: caches)
    result.note(ties)
    let planned = plan(inputs: inputs, sources: sources, ties: ties, set: set, result: &result)
    var changes = SetChanges(set: set, planned: planned, sources: sources) { row in
      inputs.decides(about: row, backgroundLabel: options.backgroundLabel)
    }
    try cut(&changes, sources: sources, transaction: &transaction, result: &result)
    let rows = try SetDivision(changes: changes, sources: sources, ties: ties, options: options)
      .rows(warnings: &result.warnings)
    result.count(changes, rows: rows)
    if let transaction {
      let commit = SetCommit(set: set, rows: rows, changes: changes, options: options, result: result)
      try commit.perform(transaction)
    }
    return result
  }

  /// Opens, hashes and fingerprints all recordings, and leaves out those that cannot be read.
  private func examine(_ recordings: [Path], result: inout SlicingResult) -> [Source] {
    let done = Atomic<Int>(0)
    let outcomes = Parallel.map(recordings.count, jobs: options.jobs) { index in
      let outcome = Result { try Source(recordings[index], root: options.root, caches: caches) }
      progress(
        ChunksProgress(
          stage: "reading recordings", done: done.wrappingAdd(1, ordering: .relaxed).newValue,
          total: recordings.count))
      return outcome
    }
    var sources: [Source] = []
    for outcome in outcomes {
      switch outcome {
      case .success(let source): sources.append(source)
      case .failure(let error): result.failures.append(ChunksError.wrapping(error))
      }
    }
    result.recordings = sources.count
    return sources
  }

  /// Plans the chunks of all sources that may be used.
  private func plan(
    inputs: SlicingInputs, sources: [Source], ties: RecordingTies, set: ChunkSet, result: inout SlicingResult
  ) -> [PlannedRow] {
    var plan = TagPlan(options: options, sources: sources)
    for tags in inputs.tagged {
      let shots = inputs.shots(of: tags.recording).filter { (0...1 << 40).contains($0) }
      plan.add(tags, ignored: inputs.ignored(tags.recording), shots: shots)
    }
    result.failures += plan.problems
    if plan.hidden > 0 {
      result.warnings.append(
        "\(plan.hidden) tags of \(options.backgroundLabel) lie so near to a shot that no chunk holds them alone"
      )
    }
    let rows = plan.rows.filter { ties.refused[$0.source] == nil }
    let negatives = BackgroundPlan(
      options: options, inputs: inputs, sources: sources, ties: ties, set: set, planned: rows)
    return rows + negatives.rows(result: &result)
  }

  /// Writes what is new, and forgets the chunks of recordings that turn out to be unreadable.
  private func cut(
    _ changes: inout SetChanges, sources: [Source], transaction: inout FolderTransaction?,
    result: inout SlicingResult
  ) throws {
    guard var open = transaction else { return }
    let orders = try changes.toCut.map { Cutting.Order(target: $0, staged: try open.reserve($0.file)) }
    let cutting = Cutting(sources: sources, length: options.length, jobs: options.jobs, progress: progress)
    let outcome = try cutting.cut(orders)
    result.saturated = outcome.saturated
    for (source, failure) in outcome.failures.sorted(by: { $0.key < $1.key }) {
      result.failures.append(failure)
      changes.forget(source)
    }
    transaction = open
  }
}
