import Audio
import Augmentation
import Basis
import Files

/// Makes copies of chunks: what was drawn becomes samples, and a row of the manifest.
struct CopyMaking: Sendable {
  let set: ChunkSet
  let library: SoundLibrary
  private let recipe: PreparedRecipe
  private let pools: [PartPool.Part: PartPool]
  private let onsets: [Path: [Int]]

  init(_ set: ChunkSet, _ recipe: Recipe, library: SoundLibrary) {
    self.recipe = PreparedRecipe(recipe)
    self.set = set
    self.library = library
    pools = PartPool.pools(set)
    let originals = Dictionary(grouping: set.rows.filter { $0.parent == nil }, by: \.recording)
    onsets = originals.mapValues { Array(Swift.Set($0.flatMap(\.onsets))).sorted() }
  }

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

  /// Draws a copy of a chunk.
  ///
  /// - Parameter level: the RMS level in dB that it is to end with, if any.
  func draw(
    _ row: ManifestRow, copy: Int, epoch: Int = 0, level: Double?, _ options: AugmentingOptions
  ) -> DrawnCopy {
    let key = options.key(row).adding("copy").adding(copy).adding(epoch)
    var drawn = recipe.draw(facts(row), materials(row), key: key)
    if let level {
      var step = Level()
      step.rmsDB = level
      drawn.steps.append(DrawnStep(step))
    }
    return drawn
  }

  /// What a chunk's copy sounds like, and what became of the steps.
  func apply(_ drawn: DrawnCopy, to row: ManifestRow) throws -> (clip: Clip, done: DrawnCopy) {
    let facts = facts(row)
    var clip = Clip(
      samples: try set.samples(of: row), onset: facts.onset, onsets: facts.onsets, label: row.label)
    let done = try drawn.apply(to: &clip, materials(row))
    // Other shots may have come in from the recording.
    clip.onsets = done.moved(facts).onsets.sorted()
    return (clip, done)
  }

  /// The bytes of a copy's file; `nil` where its samples are its parent's.
  func bytes(_ clip: Clip, _ done: DrawnCopy) -> [UInt8]? {
    done.keepsSamples ? nil : WAV.bytes(pcm16: clip.samples).bytes
  }

  /// The manifest row of a copy.
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
    row.parameters = done.text
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
