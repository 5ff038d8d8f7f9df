import Basis
import Chunks
import Files
import Synchronization

/// What `shotmark replay` does.
enum ReplayRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let set = try ChunkSet(opening: arguments.value(ReplayOptions.set))
    let jobs = arguments.optional(CommonOptions.jobs) ?? Parallel.cores
    let rows = try rows(of: set, arguments.all(ReplayOptions.chunks))
    let replaying = try Replaying(set, root: arguments.value(AugmentOptions.root), jobs: jobs)
    let folder = arguments.optional(ReplayOptions.into)
    let done = Atomic<Int>(0)
    let progress = StageProgress(console, unit: "copies")
    let failures = Parallel.map(rows.count, jobs: jobs) { index -> (any Error)? in
      defer {
        progress.report(
          ChunksProgress(
            stage: "replaying", done: done.wrappingAdd(1, ordering: .relaxed).newValue, total: rows.count))
      }
      do {
        guard let folder else {
          return try {
            try replaying.check(rows[index]); return nil
          }()
        }
        let file = folder.appending(rows[index].file)
        let bytes = try replaying.bytes(of: rows[index])
        try FileSystem.makeFolder(file.folder)
        try AtomicFile.write(bytes, to: file)
        return nil
      } catch {
        return error
      }
    }
    progress.finish()
    let met = failures.compactMap { $0 }
    for failure in met.prefix(Failures.shown) { console.report(failure) }
    let verb = folder.map { "made again below \($0)" } ?? "made again, and the same as their files"
    console.print("\(set.folder): \(rows.count - met.count) of \(rows.count) copies \(verb)")
    return met.isEmpty ? .success : .failure
  }

  /// The copies that were named, or all.
  private static func rows(of set: ChunkSet, _ names: [Path]) throws -> [ManifestRow] {
    let copies = set.rows.filter { $0.parent != nil }
    guard !names.isEmpty else { return copies }
    return try names.map { name in
      let inside = name.relative(to: set.folder) ?? name
      guard let row = copies.first(where: { $0.file == inside }) else {
        throw ChunksError.noCopy(name, at: set.folder)
      }
      return row
    }
  }
}
