import Basis
import GridSearch
import RandomForest
import Synchronization
import Testing

@Suite("A search gives what each candidate gives alone")
struct SearchRunnerTests {
  /// Grids of all kinds of parameters.
  private static let grids: [[(String, String)]] = [
    [("max_depth", "1,3,none"), ("min_samples_split", "2,9,0.2"), ("n_estimators", "1,4,7")],
    [("max_features", "1,sqrt,all"), ("min_impurity_decrease", "0,0.01"), ("max_depth", "2,5")],
    [
      ("criterion", "gini,entropy"), ("class_weight", "none,balanced,balanced_subsample"),
      ("max_bins", "8,255"),
    ],
    [("bootstrap", "false"), ("min_samples_leaf", "1,4"), ("min_weight_fraction_leaf", "0,0.1")],
    [("max_leaf_nodes", "3,8"), ("n_estimators", "2,5"), ("max_depth", "2,none")],
    [("ccp_alpha", "0,0.01"), ("max_samples", "none,0.5"), ("min_samples_split", "2,20")],
  ]

  @Test(
    "Every score of every fold equals that of the forest trained alone, exactly", arguments: 0..<6, [2, 3])
  func exact(_ grid: Int, _ labels: Int) throws {
    let drawn = DrawnSearch(seed: UInt64(grid), labels: labels, weighted: grid % 2 == 1)
    let search = try drawn.search(try drawn.plan(SearchRunnerTests.grids[grid]))
    let journal = try drawn.run(search)
    #expect(journal.rows.count == search.candidates.count * 5)
    for candidate in search.candidates.indices {
      for (number, fold) in search.stages[0].folds.enumerated() {
        let place = FoldScore.Place(stage: 0, iteration: 0, candidate: candidate, fold: number)
        let row = try #require(journal.rows[place], "no row")
        let alone = try drawn.alone(search, candidate, fold)
        #expect(row.nodes == alone.nodes, "\(search.candidates[candidate].python)")
        #expect(same(row.scores, alone.scores), "\(search.candidates[candidate].python)")
      }
    }
  }

  @Test("Threads, memory and shards change nothing")
  func sameRows() throws {
    let drawn = DrawnSearch(seed: 20)
    let search = try drawn.search(
      try drawn.plan([("max_features", "1,3,all"), ("max_depth", "2,4"), ("max_bins", "9,200")]))
    let whole = try drawn.run(search) { $0.jobs = 1 }
    let fold = 12 * (192 + 64) + 20_000
    for (jobs, memory) in [(3, 1 << 30), (2, fold), (1, 3 * fold)] {
      #expect(
        try drawn.run(search) {
          $0.jobs = jobs
          $0.memory = memory
        }.rows == whole.rows)
    }
    for count in [2, 7, 40] {
      var rows: [FoldScore.Place: FoldScore] = [:]
      for number in 1...count {
        let part = try drawn.run(search) { $0.shard = SearchShard(number: number, of: count) }
        rows.merge(part.rows) { first, _ in
          Issue.record("two shards did the same")
          return first
        }
      }
      #expect(rows == whole.rows)
    }
  }

  @Test("A fold that needs more memory than allowed is refused")
  func memory() throws {
    let drawn = DrawnSearch(seed: 20)
    let search = try drawn.search(try drawn.plan([("max_depth", "2,4")]))
    #expect(throws: GridSearchError.self) { try drawn.run(search) { $0.memory = 1000 } }
    #expect(throws: GridSearchError.self) { try search.memory(allowed: 1000) { _ in 12 } }
    let (small, large) = (
      try search.memory(allowed: 20_000) { _ in 12 }, try search.memory(allowed: 1 << 30) { _ in 12 }
    )
    #expect(small <= 20_000 && small < large)
  }

  @Test("What the journal holds is not done again, wherever it was stopped")
  func resumed() throws {
    let drawn = DrawnSearch(seed: 21)
    let search = try drawn.search(try drawn.plan([("max_features", "1,2,3"), ("max_depth", "2,4")]))
    let whole = try drawn.run(search)
    for stop in [0, 1, 20, 55, 85] {
      var journal = SearchJournal(scores: search.plan.scores.map(\.name))
      let grown = Counter()
      var runner = SearchRunner(search) { _ in drawn.table }
      runner.memory = 40_000
      runner.isCancelled = { grown.next() > stop }
      #expect(throws: ForestError.self) { try runner.run(&journal) }
      let kept = journal.rows
      #expect(kept.allSatisfy { whole.rows[$0.key] == $0.value })
      runner.isCancelled = { false }
      let again = Counter()
      runner.progress = { _, _ in _ = again.next() }
      try runner.run(&journal)
      #expect(journal.rows == whole.rows)
      #expect(again.count == (search.candidates.count * 5 - kept.count) / 2 * 6)
    }
  }

  @Test("Copies are learned from where their parents are, and never judged")
  func copies() throws {
    var drawn = DrawnSearch(seed: 22)
    let rows = drawn.rows
    drawn.rows = SearchRows(
      labels: rows.labels, truth: rows.truth, weights: nil, groups: rows.groups,
      isJudged: (0..<rows.count).map { $0 % 3 != 0 }, folds: rows.folds)
    let search = try drawn.search(try drawn.plan([("max_depth", "3")]))
    for fold in search.stages[0].folds {
      #expect(fold.judged.allSatisfy { drawn.rows.isJudged[$0] })
      #expect(fold.train.contains { !drawn.rows.isJudged[$0] })
      let groups = Set(fold.judged.map { rows.groups[$0] })
      #expect(fold.train.allSatisfy { !groups.contains(rows.groups[$0]) })
    }
  }
}

/// Counts calls from any thread.
final class Counter: Sendable {
  private let calls = Mutex(0)

  var count: Int { calls.withLock { $0 } }

  func next() -> Int {
    calls.withLock {
      $0 += 1
      return $0
    }
  }
}
