import Basis
import Chunks
import Files
import GridSearch
import RandomForest
import Training

#if canImport(Glibc)
  import Glibc
#endif

/// What `shotmark search forest` does.
enum SearchForestRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let set = try ChunkSet(opening: arguments.value(SearchOptions.set))
    let source = try SearchSource(set, usesWeights: !arguments.has(TrainForestOptions.noWeights))
    let plan = try plan(arguments, set)
    let folder = SearchFolder(try arguments.value(SearchOptions.out))
    if plan.halving != nil, arguments.isGiven(SearchOptions.shard) {
      throw UsageError.conflict(
        "successive halving chooses by the scores of all parts", options: "--halving, --shard",
        remedy: "leave one of them out")
    }
    var search = try ForestSearch(plan, source, in: folder)
    if let file = arguments.optional(SearchOptions.matrix) { try search.take(file) }
    search.jobs = arguments.optional(CommonOptions.jobs) ?? Parallel.cores
    search.memory = arguments.optional(SearchOptions.memory) ?? physicalMemory / 2
    search.shard = arguments.optional(SearchOptions.shard)
    for line in try SearchText.beginning(search) { console.note(line) }
    if arguments.has(CommonOptions.dryRun) { return .success }
    return try run(search, arguments, console)
  }

  private static func run(
    _ prepared: ForestSearch, _ arguments: Arguments, _ console: Console
  ) throws -> Outcome {
    var search = prepared
    let progress = StageProgress(console, unit: "chunks")
    search.progress = { progress.report($0) }
    let (journal, outcome) = try { () throws -> (SearchJournal, SearchOutcome?) in
      defer { progress.finish() }
      let journal = try search.run()
      guard search.shard == nil else { return (journal, nil) }
      return (journal, try search.conclude(journal, refits: !arguments.has(SearchOptions.noRefit)))
    }()
    guard let outcome else {
      console.print(
        "\(search.folder.path): \(journal.rows.count) scores of this part; join all parts with shotmark search merge"
      )
      return .success
    }
    try SearchReport.write(outcome, search, axes: arguments.optional(SearchOptions.heatMap), console)
    return .success
  }

  private static var physicalMemory: Int {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? pages * size : 1 << 32
  }

  private static func plan(_ arguments: Arguments, _ set: ChunkSet) throws -> SearchPlan {
    var base = SearchSettings()
    base.forest.seed = try arguments.value(CommonOptions.seed)
    let division: SearchDivision =
      switch try arguments.value(SearchOptions.folds) {
      case .manifest: .manifest
      case .grouped(let folds, _): .grouped(folds: folds, repeats: try arguments.value(SearchOptions.repeats))
      }
    let space = try space(arguments)
    let halving = arguments.optional(SearchOptions.halving)
    if halving != nil, let most = try lastRound(space) { base.forest.nTrees = most }
    return SearchPlan(
      base: base, space: space, random: arguments.optional(SearchOptions.random),
      halving: halving, division: division,
      nested: arguments.optional(SearchOptions.nested), scores: try arguments.value(SearchOptions.scoring),
      refit: arguments.optional(SearchOptions.refit),
      positive: arguments.optional(SearchOptions.positive) ?? set.labels.first { $0 != "ENV" } ?? "",
      seed: try arguments.value(CommonOptions.seed))
  }

  /// The trees of successive halving's last round, where the grid says how many; those of the others follow from it.
  private static func lastRound(_ space: SearchSpace) throws -> Int? {
    let counts = Swift.Set(space.grids.joined().filter { $0.name == "n_estimators" }.flatMap(\.values))
    guard counts.count <= 1 else {
      throw UsageError.conflict(
        "successive halving decides the number of trees itself", options: "--halving, --n-trees",
        remedy: "give one number of trees: that of the last round")
    }
    if case .count(let count)? = counts.first { return count }
    return nil
  }

  /// The grids of the file, each with the lists of the command line; those alone where there is no file.
  private static func space(_ arguments: Arguments) throws -> SearchSpace {
    let lists = SearchOptions.parameters.compactMap { parameter, option in
      arguments.optional(option).map { SearchAxis(name: parameter.name, values: $0) }
    }
    guard let file = arguments.optional(SearchOptions.grid) else { return SearchSpace(grids: [lists]) }
    let grids = try GridFile.grids(try FileSystem.read(file), name: file)
    return SearchSpace(
      grids: grids.map { grid in
        grid + lists.filter { list in !grid.contains { $0.name == list.name } }
      })
  }
}
