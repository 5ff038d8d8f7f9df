import Augmentation
import Basis
import Files

/// Makes copies again from their manifest rows alone.
package struct Replaying: Sendable {
  private let making: CopyMaking
  private let parents: [Path: ManifestRow]

  /// For the copies of a set.
  ///
  /// - Parameter root: the folder that recordings' paths are relative to.
  package init(_ set: ChunkSet, root: Path, cache: CacheFolder = .standard, jobs: Int = Parallel.cores) throws
  {
    var used = Recipe(name: "", steps: [])
    for row in set.rows where row.parent != nil {
      // A row that is damaged is an error of its own, when it is its turn.
      for step in (try? DrawnCopy(text: row.parameters, name: row.file))?.steps ?? [] {
        used.steps.append(RecipeStep(.transform(type(of: step.transform), Settings())))
      }
    }
    let library = try SoundLibrary(set, recipe: used, root: root, caches: SourceCaches(cache), jobs: jobs)
    making = CopyMaking(set, used, library: library)
    parents = Dictionary(set.rows.filter { $0.parent == nil }.map { ($0.file, $0) }) { first, _ in first }
  }

  /// The bytes of a copy's file, made again.
  ///
  /// - Throws: `ChunksError.noCopy` where the row is no copy or its parent is gone, and what is wrong with its
  ///   parameters or materials.
  package func bytes(of row: ManifestRow) throws -> [UInt8] {
    guard let parent = row.parent.flatMap({ parents[$0] }) else {
      throw ChunksError.noCopy(row.file, at: making.set.folder)
    }
    let drawn = try DrawnCopy(text: row.parameters, name: row.file)
    var storage = making.storage
    let done = try making.apply(drawn, to: parent, in: &storage)
    return try making.bytes(storage.clip, done) ?? FileSystem.read(making.set.folder.appending(parent.file))
  }

  /// Makes a copy again and compares it with its file.
  ///
  /// - Throws: `ChunksError.differs`, and as `bytes(of:)`.
  package func check(_ row: ManifestRow) throws {
    let file = making.set.folder.appending(row.file)
    guard try bytes(of: row) == FileSystem.read(file) else { throw ChunksError.differs(file) }
  }
}
