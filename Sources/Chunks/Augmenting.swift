import Augmentation
import Basis
import Evaluation
import Features
import Files
import Synchronization

/// Makes changed copies of a set's chunks, and puts them into a set beside their originals.
///
/// As with slicing, nothing stands in the set before all of it does: a run that is killed leaves the set as it was, and
/// the same run started again gives the same bytes.
package struct Augmenting: Sendable {
  let options: AugmentingOptions
  private let caches: SourceCaches
  private let progress: ChunksProgressHandler

  /// A run with these options.
  ///
  /// - Throws: `ChunksError` where they contradict each other.
  package init(
    _ options: AugmentingOptions, cache: CacheFolder = .standard,
    progress: @escaping ChunksProgressHandler = { _ in }
  ) throws {
    try options.validate()
    self.options = options
    caches = SourceCaches(cache)
    self.progress = progress
  }

  /// A copy that was made.
  private struct Made: Sendable {
    var row: ManifestRow
    var copy: DrawnCopy
  }

  /// Augments the set in `source` into the folder `target`, which may be the same one.
  ///
  /// - Parameter dryRun: plan and count, but write nothing.
  /// - Throws: where nothing can be done at all; what concerns one chunk is in the result's `failures`.
  package func run(_ source: Path, into target: Path, dryRun: Bool = false) throws -> AugmentingResult {
    let set = try ChunkSet(opening: source)
    try check(set)
    var result = AugmentingResult()
    let library = try SoundLibrary(
      set, recipe: options.recipe, root: options.root, caches: caches, jobs: options.jobs)
    result.warnings = library.warnings
    let plan = CopyPlan(set.rows, options)
    let levels = try LevelPlan(
      plan.orders, rows: set.rows, levels: options.recipe.matchesLevels ? levels(set) : [:], options)
    if dryRun {
      result.made = plan.orders.count
      return result
    }
    var commit = try AugmentedSetCommit(set, into: target, options: options)
    let staged = try plan.orders.map { order in
      try commit.reserve(
        CopyPlan.file(of: set.rows[order.row].file, recipe: options.recipe.name, copy: order.copy))
    }
    let made = try make(plan.orders, levels, CopyMaking(set, library: library), staged)
    try commit.perform(collect(made, &result), &result)
    return result
  }

  /// Labels that the recipe names are to be there.
  private func check(_ set: ChunkSet) throws {
    let known = set.labels
    if let stranger = options.recipe.labels.first(where: { !known.contains($0) }) {
      throw ChunksError.unknownLabel(stranger, recipe: options.recipe.name, known: known)
    }
  }

  /// The RMS level in dB of each chunk that may get copies.
  private func levels(_ set: ChunkSet) throws -> [Int: Double] {
    let rows = set.rows.indices.filter {
      set.rows[$0].parent == nil && options.splits.contains(set.rows[$0].split)
    }
    let levels = Parallel.map(rows.count, jobs: options.jobs) { index in
      (try? set.samples(of: set.rows[rows[index]])).map { Decibels.ofAmplitude(ChunkMeasures.rms($0)) }
    }
    return Dictionary(
      uniqueKeysWithValues: zip(rows, levels).compactMap { row, level in
        level.map { (row, $0) }
      })
  }

  /// Makes all copies. A chunk that cannot be read is its own failure; a disk that cannot be written is everybody's.
  private func make(
    _ orders: [CopyPlan.Order], _ levels: LevelPlan, _ making: CopyMaking, _ staged: [Path]
  ) throws -> [Result<Made, any Error>] {
    let done = Atomic<Int>(0)
    return try Parallel.tryMap(orders.count, jobs: options.jobs) { index in
      let (order, parent) = (orders[index], making.set.rows[orders[index].row])
      let drawn = making.draw(parent, copy: order.copy, level: levels.targets[index], options)
      let applied = Result { try making.apply(drawn, to: parent) }
      if case .success(let (clip, copy)) = applied, let bytes = making.bytes(clip, copy) {
        try FileSystem.writePlain(bytes, to: staged[index])
      }
      progress(
        ChunksProgress(
          stage: "making copies", done: done.wrappingAdd(1, ordering: .relaxed).newValue,
          total: orders.count))
      return applied.map { clip, copy in
        let row = making.row(
          parent, copy: order.copy, copy, clip, recipe: options.recipe.name, seed: options.seed)
        return Made(row: row, copy: copy)
      }
    }
  }

  private func collect(_ made: [Result<Made, any Error>], _ result: inout AugmentingResult) -> [ManifestRow] {
    made.compactMap { outcome in
      switch outcome {
      case .success(let made):
        result.count(made.copy)
        return made.row
      case .failure(let error):
        result.failures.append(ChunksError.wrapping(error))
        return nil
      }
    }
  }
}
