import Audio
import Augmentation
import Basis
import Files

/// Makes copies of chunks: what was drawn becomes samples, and a row of the manifest.
struct CopyMaking: Sendable {
  let set: ChunkSet
  let library: SoundLibrary
  private let recipe: Recipe
  private let pools: [PartPool.Part: PartPool]
  private let onsets: [Path: [Int]]

  init(_ set: ChunkSet, _ recipe: Recipe, library: SoundLibrary) {
    self.recipe = recipe
    self.set = set
    self.library = library
    pools = PartPool.pools(set)
    let originals = Dictionary(grouping: set.rows.filter { $0.parent == nil }, by: \.recording)
    onsets = originals.mapValues { Array(Swift.Set($0.flatMap(\.onsets))).sorted() }
  }

  /// What a thread of its own makes copies in.
  var storage: CopyStorage { CopyStorage(length: set.information.length, recipe: PreparedRecipe(recipe)) }

  /// What drawing needs to know of a chunk.
  func facts(_ row: ManifestRow) -> ClipFacts {
    ClipFacts(
      length: set.information.length, onset: row.lead,
      nearby: (onsets[row.recording] ?? []).map { $0 - row.start }, isPositive: row.kind.isPositive,
      label: row.label,
      neighbours: library.neighbours(of: row))
  }

  /// What its transforms may use.
  func materials(_ row: ManifestRow) -> ChunkMaterials {
    ChunkMaterials(row: row, pool: pools[PartPool.Part(row)] ?? PartPool(), library: library)
  }

  /// What a copy is drawn by.
  static func key(
    _ row: ManifestRow, copy: Int, epoch: Int, _ options: AugmentingOptions
  ) -> RandomKey { options.key(row).adding("copy").adding(copy).adding(epoch) }

  /// Draws a copy of a chunk.
  ///
  /// - Parameter level: the RMS level in dB that it is to end with, if any.
  func draw(
    _ row: ManifestRow, key: RandomKey, level: Double?, in storage: CopyStorage
  ) -> DrawnCopy {
    var drawn = storage.recipe.draw(facts(row), materials(row), key: key)
    if let level {
      var step = Level()
      step.rmsDB = level
      drawn.steps.append(DrawnStep(step))
    }
    return drawn
  }

  /// What a chunk's copy sounds like, in the storage, and what became of the steps.
  func apply(_ drawn: DrawnCopy, to row: ManifestRow, in storage: inout CopyStorage) throws -> DrawnCopy {
    let facts = facts(row)
    try storage.clip.refill(onset: facts.onset, onsets: facts.nearby, label: row.label) {
      try set.read(file: row.file, into: $0)
    }
    return try drawn.apply(to: &storage.clip, materials(row))
  }

  /// The bytes of a copy's file; `nil` where its samples are its parent's.
  func bytes(_ clip: Clip, _ done: DrawnCopy) -> [UInt8]? {
    done.keepsSamples ? nil : WAV.bytes(pcm16: clip.samples).bytes
  }

  /// The manifest row of a copy, but for its parameters: writing them down takes time that only manifests need.
  ///
  /// Its onsets are counted in its own time, so that an onset minus `start` is still the place in the chunk; where a
  /// chunk was only shifted, all of them are still the recording's samples.
  func row(
    _ parent: ManifestRow, copy: Int, _ done: DrawnCopy, _ clip: Clip, recipe: String, seed: UInt64
  ) -> ManifestRow {
    var row = parent
    row.file = CopyPlan.file(of: parent.file, recipe: recipe, copy: copy)
    row.parent = parent.file
    row.recipe = recipe
    row.parameters = ""
    row.seed = seed
    row.start = parent.start - CopyMaking.shift(done)
    row.onset = clip.onset.map { $0 + row.start }
    row.onsets = clip.onsets.map { $0 + row.start }
    row.lead = clip.onset
    return row
  }

  private static func shift(_ done: DrawnCopy) -> Int {
    done.steps.reduce(0) { sum, step in
      guard step.skipped == nil, let shift = step.transform as? TimeShift else { return sum }
      return sum + shift.samples
    }
  }
}
