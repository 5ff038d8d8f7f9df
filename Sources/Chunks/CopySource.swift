import Audio
import Augmentation
import Basis
import Features
import Files

/// Chunks and the copies that a recipe makes of them, one after the other, without a file being written.
///
/// An epoch holds every chunk and as many copies as an augmented set does; epoch 0's are those of the set, later ones
/// are drawn anew.
package struct CopySource: Sendable {
  /// A chunk, or a copy of it.
  package struct Item: Sendable, Equatable {
    /// The chunk's place among `parents`.
    package var parent: Int
    /// 0 for the chunk itself, 1 for its first copy.
    package var copy: Int
  }

  /// A chunk's sound and what is known of it.
  package struct Drawn: Sendable {
    /// As it stands in a manifest.
    package var row: ManifestRow
    /// As it is on disk: rounded to 16 bits.
    package var samples: [Float]
    /// What was drawn, for a copy.
    package var copy: DrawnCopy?
  }

  /// The chunks, sorted by file.
  package let parents: [ManifestRow]
  /// Everything that an epoch holds: the chunks, then the copies.
  package let items: [Item]
  /// The places of `items`, sorted by file: as the rows of an augmented set are.
  let sorted: [Int]
  /// What the copies are not although it was asked for.
  package let warnings: [String]
  let orders: [CopyPlan.Order]
  private let levels: LevelPlan
  private let making: CopyMaking
  private let options: AugmentingOptions

  /// - Parameter parents: the chunks that an epoch holds; those in the options' splits get copies.
  /// - Throws: `ChunksError` where recipe and set do not fit, and what is wrong with a folder that the recipe names.
  package init(
    _ set: ChunkSet, parents: [ManifestRow], _ options: AugmentingOptions, cache: CacheFolder = .standard
  ) throws {
    try options.validate()
    if let stranger = options.recipe.labels.first(where: { !set.labels.contains($0) }) {
      throw ChunksError.unknownLabel(stranger, recipe: options.recipe.name, known: set.labels)
    }
    let library = try SoundLibrary(
      set, recipe: options.recipe, root: options.root, caches: SourceCaches(cache), jobs: options.jobs)
    let plan = CopyPlan(parents, options)
    self.parents = parents
    self.options = options
    warnings = library.warnings
    orders = plan.orders
    items =
      parents.indices.map { Item(parent: $0, copy: 0) }
      + plan.orders.map { Item(parent: $0.row, copy: $0.copy) }
    let files =
      parents.map(\.file)
      + plan.orders.map {
        CopyPlan.file(of: parents[$0.row].file, recipe: options.recipe.name, copy: $0.copy)
      }
    sorted = files.indices.sorted { files[$0] < files[$1] }
    making = CopyMaking(set, options.recipe, library: library)
    levels = LevelPlan(
      plan.orders, rows: parents,
      levels: options.recipe.matchesLevels ? CopySource.levels(set, parents, options) : [:], options)
  }

  /// The RMS level in dB of each chunk that may get copies.
  private static func levels(
    _ set: ChunkSet, _ parents: [ManifestRow], _ options: AugmentingOptions
  ) -> [Int: Double] {
    let rows = parents.indices.filter {
      parents[$0].parent == nil && options.splits.contains(parents[$0].split)
    }
    let levels = Parallel.map(rows.count, jobs: options.jobs) { index in
      (try? set.samples(of: parents[rows[index]])).map { Decibels.ofAmplitude(ChunkMeasures.rms($0)) }
    }
    return Dictionary(
      uniqueKeysWithValues: zip(rows, levels).compactMap { row, level in level.map { (row, $0) } })
  }

  /// An item of an epoch.
  ///
  /// - Throws: what is wrong with the chunk's file, or with the materials.
  package func drawn(_ item: Int, epoch: Int = 0) throws -> Drawn {
    guard item >= parents.count, items.indices.contains(item) else {
      let row = parents[items[item].parent]
      return Drawn(row: row, samples: try making.set.samples(of: row), copy: try row.drawnCopy())
    }
    let (row, copy, clip) = try made(item - parents.count, epoch: epoch)
    return Drawn(row: row, samples: WAV.rounded(clip.samples), copy: copy)
  }

  /// A copy, with its row of a manifest.
  func made(_ order: Int, epoch: Int = 0) throws -> (row: ManifestRow, copy: DrawnCopy, clip: Clip) {
    let parent = parents[orders[order].row]
    let number = orders[order].copy
    let drawn = making.draw(parent, copy: number, epoch: epoch, level: levels.targets[order], options)
    let (clip, done) = try making.apply(drawn, to: parent)
    let row = making.row(
      parent, copy: number, done, clip, recipe: options.recipe.name, seed: options.seed)
    return (row, done, clip)
  }

  /// The bytes of a copy's file; `nil` where its samples are its parent's.
  func bytes(_ clip: Clip, _ done: DrawnCopy) -> [UInt8]? { making.bytes(clip, done) }
}
