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

  /// What is known of a chunk or a copy; its sound is in the storage that it was made in.
  package struct Drawn: Sendable {
    /// As it stands in a manifest, but for the parameters of a copy that was made just now.
    package var row: ManifestRow
    /// What was drawn, for a copy.
    package var copy: DrawnCopy?

    /// As it stands in a manifest.
    package var manifestRow: ManifestRow {
      var row = row
      if row.parameters.isEmpty, let copy { row.parameters = copy.text }
      return row
    }

    /// How much of each label it is: one label, unless chunks were mixed.
    package var labelShares: [LabelShare] {
      guard let labels = copy?.labels, !labels.isEmpty else {
        return [LabelShare(label: row.label, share: 1)]
      }
      return labels
    }
  }

  /// The chunks, sorted by file.
  package let parents: [ManifestRow]
  /// Everything that an epoch holds: the chunks, then the copies.
  package let items: [Item]
  /// The places of `items`, sorted by file: as the rows of an augmented set are.
  let sorted: [Int]
  /// The recipe, where all that copies differ in is their image.
  package let imageRecipe: ImageRecipe?
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
    imageRecipe = options.recipe.matchesLevels ? nil : ImageRecipe(options.recipe)
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

  /// What a thread of its own makes items in.
  package var storage: CopyStorage { making.storage }

  /// An item of an epoch; its samples, as they are on disk, rounded to 16 bits, are then in `storage`.
  ///
  /// - Throws: what is wrong with the chunk's file, or with the materials.
  package func draw(_ item: Int, epoch: Int = 0, in storage: inout CopyStorage) throws -> Drawn {
    guard item >= parents.count, items.indices.contains(item) else {
      let row = parents[items[item].parent]
      try read(row, in: &storage)
      return Drawn(row: row, copy: try row.drawnCopy())
    }
    let drawn = try make(item - parents.count, epoch: epoch, in: &storage)
    WAV.round(&storage.clip.samples)
    return drawn
  }

  /// An item of a recipe of images: the samples are those of its chunk, and its image is still to be changed.
  ///
  /// - Returns: its row, and for a copy what its image is changed by, given its cells; `nil` for a chunk.
  /// - Throws: what is wrong with the chunk's file.
  package func drawPlain(
    _ item: Int, epoch: Int, in storage: inout CopyStorage
  ) throws -> (drawn: Drawn, change: ((LogMelCells) -> ImageRecipe.Image)?) {
    guard item >= parents.count else { return (try draw(item, epoch: epoch, in: &storage), nil) }
    let order = orders[item - parents.count]
    let row = parents[order.row]
    try read(row, in: &storage)
    let key = CopyMaking.key(row, copy: order.copy, epoch: epoch, options)
    let facts = making.facts(row)
    return (Drawn(row: row), { ImageRecipe.Image($0, facts, key: key) })
  }

  private func read(_ row: ManifestRow, in storage: inout CopyStorage) throws {
    try storage.clip.refill { try making.set.read(file: row.file, into: $0) }
  }

  /// Makes a copy; its samples, not yet rounded, are then in `storage`.
  func make(_ order: Int, epoch: Int = 0, in storage: inout CopyStorage) throws -> Drawn {
    let parent = parents[orders[order].row]
    let number = orders[order].copy
    let key = CopyMaking.key(parent, copy: number, epoch: epoch, options)
    let drawn = making.draw(parent, key: key, level: levels.targets[order], in: storage)
    let done = try making.apply(drawn, to: parent, in: &storage)
    let row = making.row(
      parent, copy: number, done, storage.clip, recipe: options.recipe.name, seed: options.seed)
    return Drawn(row: row, copy: done)
  }

  /// The bytes of the file of the copy in `storage`; `nil` where its samples are its parent's.
  func bytes(_ drawn: Drawn, in storage: CopyStorage) -> [UInt8]? {
    drawn.copy.flatMap { making.bytes(storage.clip, $0) }
  }
}
