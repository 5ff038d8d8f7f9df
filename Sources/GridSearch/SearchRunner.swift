import Basis
import Features
import RandomForest
import Synchronization

/// Runs a search, forest by forest: what the journal holds is not done again.
public struct SearchRunner {
  /// Trees done and trees in all; some more where successive halving has yet to choose.
  public typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

  /// Threads; no figure depends on it.
  public var jobs = Parallel.cores
  /// Bytes that may be used besides the features.
  public var memory = 1 << 32
  /// The part of the forests to grow; `nil` for all.
  public var shard: SearchShard?
  /// Told how far the search is, from any thread.
  public var progress: Progress = { _, _ in }
  /// Asked before each tree, from any thread.
  public var isCancelled: Forest.Cancellation = { false }

  let search: Search
  /// Features of all rows; asked for once whenever they change.
  let table: (LogMelParameters) throws -> FeatureTable

  /// A runner.
  public init(_ search: Search, table: @escaping (LogMelParameters) throws -> FeatureTable) {
    self.search = search
    self.table = table
  }

  /// Grows and judges every forest that the journal lacks.
  ///
  /// - Parameter onRows: called after each entry into the journal.
  /// - Throws: `ForestError.cancelled`, `GridSearchError.memory`, and what is wrong with features or files. What the
  ///   journal has got by then stays.
  public func run(_ journal: inout SearchJournal, onRows: (SearchJournal) throws -> Void = { _ in }) throws {
    var state = State(total: search.treeCount(shard: shard, journal))
    for (number, stage) in search.stages.enumerated() {
      var round: SearchRound? = SearchRound(first: search)
      while let current = round {
        for forest in search.forests(of: current.candidates, nTrees: current.nTrees) {
          let missing = stage.folds.indices.filter { fold in
            let isOurs = shard?.holds(state.unit) ?? true
            state.unit += 1
            return isOurs && !journal.holds(forest, number, current.iteration, fold)
          }
          guard !missing.isEmpty else { continue }
          if state.features != forest.features {
            (state.table, state.binned) = (try table(forest.features), [:])
            state.features = forest.features
          }
          try run(forest, stage: number, missing, current.iteration, &state, &journal, onRows)
        }
        round = shard == nil ? try current.next(search, number, journal) : nil
      }
      state.binned = [:]
    }
  }

  /// What lasts from forest to forest.
  private struct State {
    let total: Int
    var done = 0
    var unit = 0
    var features: LogMelParameters?
    var table = FeatureTable(rows: 0, columns: 0, values: [])
    /// Rows of folds that are binned already, by fold and number of bins.
    var binned: [[Int]: BinnedTable] = [:]

    init(total: Int) { self.total = total }

    /// Folds that are not binned yet are binned together.
    mutating func binned(
      _ wave: [Int], _ stage: Int, _ forest: SearchedForest, _ folds: [SearchFold], keeps: Bool, jobs: Int
    ) throws -> [BinnedTable] {
      let bins = forest.parameters.maxBins
      let missing = wave.filter { binned[[stage, $0, bins]] == nil }
      var known = binned
      for (fold, table) in zip(
        missing,
        missing.isEmpty
          ? []
          : try BinnedTable.tables(
            table, selecting: missing.map { folds[$0].train }, maxBins: bins, jobs: jobs))
      { known[[stage, fold, bins]] = table }
      if keeps { binned = known }
      return wave.compactMap { known[[stage, $0, bins]] }
    }
  }

  private func run(
    _ forest: SearchedForest, stage: Int, _ missing: [Int], _ iteration: Int, _ state: inout State,
    _ journal: inout SearchJournal, _ onRows: (SearchJournal) throws -> Void
  ) throws {
    let folds = search.stages[stage].folds
    let (columns, classes) = (state.table.columns, search.rows.labels.count)
    let together = try SearchMemory(allowed: memory).folds(
      forest, missing.map { folds[$0] }, columns: columns, classes: classes)
    // Binned rows of all folds are kept for the forests to come where they take no more than half.
    let keeps = folds.reduce(0) { $0 + SearchMemory.binned($1, columns: columns) } <= memory / 2
    for first in stride(from: 0, to: missing.count, by: together) {
      let wave = Array(missing[first..<min(first + together, missing.count)])
      let binned = try state.binned(wave, stage, forest, folds, keeps: keeps, jobs: jobs)
      let trainings = try zip(wave, binned).map { try training(forest, folds[$0], $1) }
      let (before, all, report) = (state.done, state.total, progress)
      let grown = try PlaneForest.grow(
        trainings, jobs: jobs, progress: { report(before + $0, all) }, isCancelled: isCancelled)
      state.done += grown.reduce(0) { $0 + $1.treeCount }
      let scores = try judge(grown, forest, wave.map { folds[$0] }, state.table)
      try journal.add(
        zip(wave, zip(grown, scores)).flatMap { fold, judged in
          forest.candidates.indices.map { place in
            FoldScore(
              place: FoldScore.Place(
                stage: stage, iteration: iteration, candidate: forest.candidates[place], fold: fold),
              nodes: judged.0.nodeCounts[place], scores: judged.1[place])
          }
        })
      try onRows(journal)
    }
  }

  private func training(
    _ forest: SearchedForest, _ fold: SearchFold, _ binned: BinnedTable
  ) throws -> PlaneTraining {
    try PlaneTraining(
      binned, labels: fold.train.map { search.rows.truth[$0] }, classCount: search.rows.labels.count,
      sampleWeights: search.rows.weights.map { weights in fold.train.map { weights[$0] } },
      parameters: forest.parameters, plane: forest.plane)
  }

  /// Fold → point → the plan's scores.
  private func judge(
    _ grown: [PlaneForest], _ forest: SearchedForest, _ folds: [SearchFold], _ table: FeatureTable
  ) throws -> [[[Double]]] {
    let readings = zip(grown, folds).map { PlaneReading($0, rows: $1.judged) }
    let read = try PlaneReading.read(readings, from: table, jobs: jobs)
    let points = forest.plane.points
    let (rows, scorer) = (search.rows, SearchScorer(search))
    let flat = Parallel.map(folds.count * points.count, jobs: jobs) { index in
      let (fold, point) = index.quotientAndRemainder(dividingBy: points.count)
      return scorer.scores(
        read[fold].point(point), of: folds[fold].judged, rows, trees: points[point].nTrees)
    }
    return folds.indices.map { Array(flat[($0 * points.count)..<(($0 + 1) * points.count)]) }
  }
}

/// Computes a plan's scores.
public struct SearchScorer: Sendable {
  private let scores: [SearchScore]
  private let positive: Int

  /// The scores of a search.
  public init(_ search: Search) {
    scores = search.plan.scores
    positive = search.rows.labels.firstIndex(of: search.plan.positive) ?? 0
  }

  /// The scores of some rows, of which `probabilities` speak one by one.
  public func scores(
    _ probabilities: [Double], of judged: [Int], _ rows: SearchRows, trees: Int
  ) -> [Double] {
    let truth = judged.map { rows.truth[$0] }
    let weights = rows.weights.map { weights in judged.map { weights[$0] } }
    return scores.map {
      $0.value(
        truth: truth, probabilities: probabilities, classes: rows.labels.count, positive: positive,
        weights: weights, trees: trees)
    }
  }
}

extension SearchJournal {
  /// Whether every candidate of a forest has its row for a fold.
  func holds(_ forest: SearchedForest, _ stage: Int, _ iteration: Int, _ fold: Int) -> Bool {
    forest.candidates.allSatisfy {
      rows[FoldScore.Place(stage: stage, iteration: iteration, candidate: $0, fold: fold)] != nil
    }
  }
}

extension Search {
  /// Trees that are still to be grown.
  fileprivate func treeCount(shard: SearchShard?, _ journal: SearchJournal) -> Int {
    var (unit, trees) = (0, 0)
    let first = SearchRound(first: self)
    for (number, stage) in stages.enumerated() {
      for forest in forests(of: first.candidates, nTrees: first.nTrees) {
        for fold in stage.folds.indices {
          let isOurs = shard?.holds(unit) ?? true
          unit += 1
          guard isOurs, !journal.holds(forest, number, 0, fold) else { continue }
          trees += forest.plane.points.map(\.nTrees).max() ?? 0
        }
      }
    }
    // Each later round of successive halving grows about as many trees as the first.
    return trees * first.rounds
  }
}
