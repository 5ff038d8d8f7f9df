import Augmentation
import Basis
import Evaluation
import Files
import Synchronization

/// Makes changed copies of a set's chunks, and puts them into a set beside their originals.
///
/// As with slicing, nothing stands in the set before all of it does: a run that is killed leaves the set as it was, and
/// the same run started again gives the same bytes.
package struct Augmenting: Sendable {
  let options: AugmentingOptions
  /// Called before each step of the change of the set; tests let the run die there.
  package var beforeStep: @Sendable (FolderTransaction.Step) throws -> Void = { _ in }
  private let cache: CacheFolder
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
    self.cache = cache
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
    var result = AugmentingResult()
    let copies = try CopySource(set, parents: set.rows, options, cache: cache)
    result.warnings = copies.warnings
    if dryRun {
      result.made = copies.orders.count
      return result
    }
    var commit = try AugmentedSetCommit(set, into: target, options: options, beforeStep: beforeStep)
    let staged = try copies.orders.map { order in
      try commit.reserve(
        CopyPlan.file(of: set.rows[order.row].file, recipe: options.recipe.name, copy: order.copy))
    }
    let made = try make(copies, staged)
    try commit.perform(collect(made, &result), &result)
    return result
  }

  /// Makes all copies. A chunk that cannot be read is its own failure; a disk that cannot be written is everybody's.
  private func make(_ copies: CopySource, _ staged: [Path]) throws -> [Result<Made, any Error>] {
    let done = Atomic<Int>(0)
    return try Parallel.tryMap(staged.count, jobs: options.jobs, with: { copies.storage }) { storage, index in
      let outcome = Result { try copies.make(index, in: &storage) }
      if case .success(let drawn) = outcome, let bytes = copies.bytes(drawn, in: storage) {
        try FileSystem.writePlain(bytes, to: staged[index])
      }
      progress(
        ChunksProgress(
          stage: "making copies", done: done.wrappingAdd(1, ordering: .relaxed).newValue,
          total: staged.count))
      return outcome.map { Made(row: $0.manifestRow, copy: $0.copy ?? DrawnCopy()) }
    }
  }

  /// The rows of what was made.
  private func collect(_ made: [Result<Made, any Error>], _ result: inout AugmentingResult) -> [ManifestRow] {
    made.compactMap { outcome in
      switch outcome {
      case .success(let made):
        result.count(made.copy)
        return made.row
      case .failure(let error):
        result.fail(ChunksError.wrapping(error))
        return nil
      }
    }
  }
}
