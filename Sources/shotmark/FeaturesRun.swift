import Basis
import Chunks
import Files

/// What `shotmark features` does.
enum FeaturesRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let set = try ChunkSet(opening: arguments.value(FeaturesOptions.set))
    let out = try arguments.value(FeaturesOptions.out)
    let parameters = try FeatureOptions.parameters(arguments)
    // A place that cannot be written to is better told before the work than after it.
    if !out.folder.bytes.isEmpty { try FileSystem.makeFolder(out.folder) }
    let progress = StageProgress(console, unit: "chunks")
    let matrix = try { () throws -> FeatureMatrix in
      defer { progress.finish() }
      return try FeatureMatrix(
        set, rows: set.rows, parameters: parameters,
        jobs: arguments.optional(CommonOptions.jobs) ?? Parallel.cores, progress: { progress.report($0) })
    }()
    try matrix.write(to: out)
    console.print("\(out): [\(matrix.rows.count), \(matrix.nMels), \(matrix.frames)] float32")
    return .success
  }
}
