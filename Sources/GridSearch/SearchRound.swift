/// One round of a search: all candidates, or those that successive halving has left.
struct SearchRound {
  /// From 0.
  let iteration: Int
  /// The candidates, ascending.
  let candidates: [Int]
  /// Trees of every forest; `nil` where each has its own number.
  let nTrees: Int?
  /// Rounds in all.
  let rounds: Int

  /// The first round. With successive halving the forests of the last round have as many trees as the plan says, and
  /// those of each round before it 1 / factor of the next one's (Jamieson, Talwalkar: Non-stochastic best arm
  /// identification and hyperparameter optimization, 2016).
  init(first search: Search) {
    iteration = 0
    candidates = Array(search.candidates.indices)
    guard let factor = search.plan.halving else {
      (nTrees, rounds) = (nil, 1)
      return
    }
    var (left, count) = (candidates.count, 1)
    while left > 1, SearchRound.trees(search, factor, round: 0, rounds: count + 1) >= 1 {
      left = (left + factor - 1) / factor
      count += 1
    }
    rounds = count
    nTrees = max(1, SearchRound.trees(search, factor, round: 0, rounds: count))
  }

  private init(iteration: Int, candidates: [Int], nTrees: Int?, rounds: Int) {
    (self.iteration, self.candidates, self.nTrees, self.rounds) = (iteration, candidates, nTrees, rounds)
  }

  private static func trees(_ search: Search, _ factor: Int, round: Int, rounds: Int) -> Int {
    (0..<(rounds - 1 - round)).reduce(search.plan.base.forest.nTrees) { trees, _ in trees / factor }
  }

  /// Trees of every forest of a round of successive halving.
  static func trees(_ search: Search, iteration: Int) -> Int {
    let rounds = SearchRound(first: search).rounds
    return max(
      1, trees(search, search.plan.halving ?? 1, round: iteration, rounds: max(rounds, iteration + 1)))
  }

  /// The round behind this one: 1 / factor of the candidates, the best ones; `nil` where there is none.
  func next(_ search: Search, _ stage: Int, _ journal: SearchJournal) throws -> SearchRound? {
    guard let factor = search.plan.halving, iteration + 1 < rounds else { return nil }
    let results = SearchResults(search, stage: stage, journal)
    let means = results.rows.filter { $0.iteration == iteration }.map {
      (candidate: $0.candidate, mean: $0.mean(results.refitPlace))
    }
    let sorted = means.sorted { left, right in
      let (first, second) = (
        left.mean.isNaN ? -.infinity : left.mean, right.mean.isNaN ? -.infinity : right.mean
      )
      return first == second ? left.candidate < right.candidate : first > second
    }
    let kept = sorted.prefix((candidates.count + factor - 1) / factor).map(\.candidate).sorted()
    return SearchRound(
      iteration: iteration + 1, candidates: kept,
      nTrees: max(1, SearchRound.trees(search, factor, round: iteration + 1, rounds: rounds)), rounds: rounds)
  }
}
