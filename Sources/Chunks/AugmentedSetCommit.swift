import Augmentation
import Basis
import Files

/// Puts copies into a set beside their originals, all or nothing.
struct AugmentedSetCommit {
  private let source: ChunkSet
  private let options: AugmentingOptions
  private let target: ChunkSet
  private let isInPlace: Bool
  private var transaction: FolderTransaction

  /// Locks the folder `target`, and looks at what is there.
  ///
  /// - Throws: `ChunksError.otherOriginals` and `.otherLength` where another set lies there.
  init(
    _ source: ChunkSet, into folder: Path, options: AugmentingOptions,
    beforeStep: @escaping @Sendable (FolderTransaction.Step) throws -> Void
  ) throws {
    self.source = source
    self.options = options
    transaction = try FolderTransaction(folder)
    transaction.beforeStep = beforeStep
    target = try ChunkSet.open(folder, orNewWithLength: source.information.length)
    isInPlace = (try? FileSystem.resolved(folder)) == (try? FileSystem.resolved(source.folder))
    let known = Swift.Set(source.rows.map(\.file))
    if let stranger = target.rows.first(where: { $0.parent == nil && !known.contains($0.file) }) {
      throw ChunksError.otherOriginals(folder, stranger.file)
    }
  }

  /// A place to write a copy to.
  mutating func reserve(_ file: Path) throws -> Path { try transaction.reserve(file) }

  /// Commits.
  consuming func perform(_ copies: [ManifestRow], _ result: inout AugmentingResult) throws {
    let kept = kept(&result)
    let rows = Dictionary((kept + copies).map { ($0.file, $0) }) { first, _ in first }.values
      .sorted { $0.file < $1.file }
    var next = target
    next.rows = rows
    next.information.runs = runs(result)
    try stageFiles(copies, kept)
    let named = Swift.Set(rows.map(\.file))
    for row in target.rows where !named.contains(row.file) {
      result.removed += 1
      try transaction.stageRemoval(of: row.file)
    }
    for (label, bytes) in SetCommit.indices(rows) {
      try transaction.stage(bytes, as: Path(label).appending("index.csv"))
    }
    try transaction.stage(next.information.bytes, as: SetInformation.name)
    try transaction.stage(DataCard(next, warnings: result.warnings).bytes, as: SetCommit.card)
    try transaction.stage(Manifest.bytes(rows), as: Manifest.name)
    try transaction.commit()
    result.counts = next.counts
  }

  /// The rows that stay: the source's, and copies by other recipes: a set can have those of several.
  ///
  /// What the source has changed since is as the source has it now, and copies of how it was before go.
  private func kept(_ result: inout AugmentingResult) -> [ManifestRow] {
    func originals(_ set: ChunkSet) -> [Path: ManifestRow] {
      Dictionary(set.rows.filter { $0.parent == nil }.map { ($0.file, $0) }) { first, _ in first }
    }
    let (now, before) = (originals(source), originals(target))
    let ours = source.rows.filter { row in
      guard row.recipe != options.recipe.name else { return false }
      let isThere = isInPlace || FileSystem.exists(source.folder.appending(row.file))
      if !isThere { result.fail(ChunksError.chunkMissing(source.folder.appending(row.file))) }
      return isThere
    }
    return ours
      + target.rows.filter { row in
        guard let parent = row.parent, row.recipe != options.recipe.name else { return false }
        return now[parent] != nil && now[parent] == before[parent]
      }
  }

  /// Originals, and copies whose samples are their parents', are further names of the same files.
  private mutating func stageFiles(_ copies: [ManifestRow], _ kept: [ManifestRow]) throws {
    for row in copies where try DrawnCopy(text: row.parameters, name: row.file).keepsSamples {
      guard let parent = row.parent else { continue }
      try transaction.stage(linkTo: source.folder.appending(parent), as: row.file)
    }
    guard !isInPlace else { return }
    let own = Swift.Set(source.rows.map(\.file))
    for row in kept where own.contains(row.file) {
      let file = source.folder.appending(row.file)
      let status = try FileSystem.status(file)
      let there = try? FileSystem.status(target.folder.appending(row.file))
      if let there, there.inode == status.inode, there.device == status.device { continue }
      try transaction.stage(linkTo: file, as: row.file)
    }
  }

  /// The runs that made the set: those of its source, those of other recipes, and this one.
  private func runs(_ result: AugmentingResult) -> [JSON.Value] {
    let others = target.information.runs.filter { !source.information.runs.contains($0) }
    return (source.information.runs + others).filter {
      $0["options"]?["name"]?.string != options.recipe.name || $0["command"]?.string != "augment"
    } + [AugmentingRecord(options: options, result: result, source: source.folder).value]
  }
}
