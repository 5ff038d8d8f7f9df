import GridSearch
import RandomForest
import Testing

@Suite("Successive halving and nested cross-validation")
struct SearchRoundTests {
  @Test(
    "Each round has more trees and the best third of the candidates; scores are those of such forests alone")
  func halving() throws {
    let drawn = DrawnSearch(seed: 5)
    var plan = try drawn.plan([("max_depth", "1:5"), ("max_features", "1,3")], trees: 18)
    plan.halving = 3
    let search = try drawn.search(plan)
    let journal = try drawn.run(search)
    let results = SearchResults(search, journal)
    #expect(results.isComplete)
    let rounds = Dictionary(grouping: results.rows, by: \.iteration)
    #expect(rounds.mapValues(\.count) == [0: 10, 1: 4, 2: 2])
    #expect(rounds.mapValues { results.trees($0[0]) } == [0: 2, 1: 6, 2: 18])
    for iteration in 1...2 {
      let before = try #require(rounds[iteration - 1])
      let now = try #require(rounds[iteration])
      let least = now.map { row in before.first { $0.candidate == row.candidate }?.mean(0) ?? -1 }.min() ?? -1
      let others = before.filter { row in !now.contains { $0.candidate == row.candidate } }
      #expect(others.allSatisfy { $0.mean(0) <= least })
    }
    for row in results.rows {
      for (number, fold) in search.stages[0].folds.enumerated() {
        let alone = try drawn.alone(search, row.candidate, fold, trees: results.trees(row))
        #expect(same(row.scores.map { $0[number] }, alone.scores))
      }
    }
    #expect(results.best.map { results.trees($0) } == 18)
  }

  @Test("Searches within the rest of an outer fold never see the fold")
  func nested() throws {
    let drawn = DrawnSearch(seed: 6)
    var plan = try drawn.plan([("max_depth", "1,3")])
    (plan.nested, plan.division) = (3, .grouped(folds: 4, repeats: 1))
    let search = try drawn.search(plan)
    #expect(search.stages.count == 4 && search.stages[0].outer == nil)
    for stage in search.stages.dropFirst() {
      let outer = try #require(stage.outer)
      #expect(stage.folds.count == 4)
      for fold in stage.folds {
        #expect(Set(fold.train + fold.judged) == Set(outer.train))
        #expect(Set(fold.train + fold.judged).isDisjoint(with: outer.judged))
      }
    }
    let journal = try drawn.run(search)
    #expect(journal.rows.count == 2 * (4 + 3 * 4))
    let stage = SearchResults(search, stage: 2, journal)
    let row = try #require(stage.rows.first)
    let alone = try drawn.alone(search, row.candidate, search.stages[2].folds[1])
    #expect(same(row.scores.map { $0[1] }, alone.scores))
  }
}
