#if canImport(Glibc)
  import Glibc
#endif

/// The scores of a search, candidate by candidate: what its table holds and which candidate is chosen.
public struct SearchResults: Sendable {
  /// A candidate whose folds are all judged.
  public struct Row: Sendable {
    /// Its place among the candidates.
    public let candidate: Int
    /// The round of successive halving; 0 without.
    public let iteration: Int
    /// Score → fold → value.
    public let scores: [[Double]]
    /// Score → 1 for the best; equal means share a rank, and those without a value come last.
    public internal(set) var ranks: [Int]
    /// Nodes of its forest, the mean over the folds.
    public let nodes: Double

    /// The mean over the folds.
    public func mean(_ score: Int) -> Double { scores[score].reduce(0, +) / Double(scores[score].count) }

    /// The standard deviation over the folds, as scikit-learn's table has it (divided by their number).
    public func deviation(_ score: Int) -> Double {
      let mean = mean(score)
      let squares = scores[score].reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(scores[score].count)).squareRoot()
    }

    /// The standard error of the mean, the folds being taken for independent.
    public func standardError(_ score: Int) -> Double {
      let count = Double(scores[score].count)
      return count > 1 ? deviation(score) / (count - 1).squareRoot() : 0
    }
  }

  /// The search.
  public let search: Search
  /// Candidates whose folds are all judged, in their order, round by round.
  public let rows: [Row]
  /// The place of the score that the best is chosen by.
  public let refitPlace: Int

  /// What a journal says about one stage.
  public init(_ search: Search, stage: Int = 0, _ journal: SearchJournal) {
    self.search = search
    refitPlace = search.plan.scores.firstIndex(of: search.plan.refit) ?? 0
    let folds = search.stages[stage].folds.count
    var found: [[Int]: [FoldScore]] = [:]
    for (place, score) in journal.rows where place.stage == stage {
      found[[place.iteration, place.candidate], default: []].append(score)
    }
    let complete = found.filter { $0.value.count == folds }.sorted {
      ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1])
    }
    let rows = complete.map { key, scores in
      let sorted = scores.sorted { $0.place.fold < $1.place.fold }
      return Row(
        candidate: key[1], iteration: key[0],
        scores: search.plan.scores.indices.map { score in sorted.map { $0.scores[score] } }, ranks: [],
        nodes: sorted.reduce(0) { $0 + Double($1.nodes) } / Double(max(1, folds)))
    }
    let ranks = search.plan.scores.indices.map { score in SearchResults.ranks(rows.map { $0.mean(score) }) }
    self.rows = rows.indices.map { place in
      var row = rows[place]
      row.ranks = ranks.map { $0[place] }
      return row
    }
  }

  /// 1 + how many are better.
  private static func ranks(_ means: [Double]) -> [Int] {
    let sorted = means.filter { !$0.isNaN }.sorted(by: >)
    var first: [Double: Int] = [:]
    for (place, mean) in sorted.enumerated() where first[mean] == nil { first[mean] = place + 1 }
    return means.map { first[$0] ?? sorted.count + 1 }
  }

  /// Whether every candidate has been judged on every fold.
  public var isComplete: Bool {
    rows.count { $0.iteration == 0 } == search.candidates.count
      && (rows.map(\.iteration).max() ?? 0) == SearchRound(first: search).rounds - 1
  }

  /// The rows that may be chosen: those of the last round.
  private var finalists: [Row] {
    let last = rows.map(\.iteration).max() ?? 0
    return rows.filter { $0.iteration == last && !$0.mean(refitPlace).isNaN }
  }

  /// The candidate with the highest mean, the first of equals.
  public var best: Row? {
    finalists.reduce(nil) { best, row in
      guard let best else { return row }
      return row.mean(refitPlace) > best.mean(refitPlace) ? row : best
    }
  }

  /// The smallest forest whose mean is within one standard error of the best one's (Breiman, Friedman, Olshen, Stone:
  /// Classification and regression trees, 1984, section 3.4.3); of equally small ones the better.
  public var smallest: Row? {
    guard let best else { return nil }
    let bound = best.mean(refitPlace) - best.standardError(refitPlace)
    return finalists.filter { $0.mean(refitPlace) >= bound }.reduce(best) { smallest, row in
      row.nodes < smallest.nodes
        || (row.nodes == smallest.nodes && row.mean(refitPlace) > smallest.mean(refitPlace)) ? row : smallest
    }
  }
}
