import Basis
import Chunks
import GridSearch
import Training

/// What `shotmark search merge` does.
enum SearchMergeRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let parts = arguments.all(SearchMergeOptions.parts).map { SearchFolder($0) }
    let (record, scores) = try SearchMerge.read(parts)
    let set = try ChunkSet(opening: arguments.optional(SearchMergeOptions.set) ?? Path(record.data.set))
    let source = try SearchSource(set, usesWeights: record.data.usesWeights)
    guard source.digest == record.data.rowsSHA256 else {
      throw GridSearchError.otherSearch(parts.first?.path ?? Path(""), what: "its set has changed since")
    }
    let folder = SearchFolder(try arguments.value(SearchOptions.out))
    var search = try ForestSearch(record.plan, source, in: folder)
    if let file = arguments.optional(SearchOptions.matrix) { try search.take(file) }
    search.jobs = arguments.optional(CommonOptions.jobs) ?? Parallel.cores
    let progress = StageProgress(console, unit: "chunks")
    search.progress = { progress.report($0) }
    let outcome = try { () throws -> SearchOutcome in
      defer { progress.finish() }
      return try search.merge(scores, record, refits: !arguments.has(SearchOptions.noRefit))
    }()
    try SearchReport.write(outcome, search, axes: arguments.optional(SearchOptions.heatMap), console)
    return .success
  }
}
