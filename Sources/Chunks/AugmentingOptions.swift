import Augmentation
import Basis
import Evaluation

/// Everything that decides which copies a run of augmenting makes.
package struct AugmentingOptions: Sendable {
  /// What is done to the chunks.
  package var recipe: Recipe
  /// Copies of each chunk; as the recipe says where it is `nil`.
  package var copies: Int?
  /// The splits whose chunks get copies; train alone unless told otherwise.
  package var splits: Set<Split> = [.train]
  /// The folder that recordings' paths are relative to; their own samples fill in where a chunk is shifted.
  package var root: Path = "."
  /// What all random choices follow from.
  package var seed: UInt64 = 0
  /// Threads; the result is the same for any number.
  package var jobs = Parallel.cores

  /// Options for a recipe.
  package init(recipe: Recipe) { self.recipe = recipe }

  /// Checks what can be checked without reading anything.
  func validate() throws {
    if let copies, !(0...1000).contains(copies) {
      throw ChunksError.badCount("--copies", copies, allowed: 0...1000)
    }
    guard !splits.isEmpty else { throw ChunksError.nothingToAugment }
  }

  /// The key that everything random about a chunk's copies begins with: where the chunk lies in its recording, not
  /// where its row stands.
  func key(_ row: ManifestRow) -> RandomKey {
    RandomKey(seed: seed).adding("augment").adding(recipe.name).adding(row.recording.bytes)
      .adding(row.label).adding(row.onset ?? -1).adding(row.start)
  }
}
