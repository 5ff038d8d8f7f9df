import Basis
import GridSearch
import Testing

@Suite("Folds of a search")
struct SearchFoldsTests {
  private let key = RandomKey(seed: 1)

  private func folds(_ drawn: DrawnSearch, _ division: SearchDivision) throws -> [SearchFold] {
    try SearchFolds.folds(of: drawn.rows, among: Array(0..<drawn.rows.count), division, key: key)
  }

  @Test(
    "No group is divided, every row is judged once a repeat, and labels have their share", arguments: 0..<12)
  func grouped(_ seed: Int) throws {
    var random = RandomKey(seed: UInt64(seed)).generator()
    let count = 2 + random.below(6)
    let drawn = DrawnSearch(
      seed: UInt64(seed), rows: 200 + random.below(200), columns: 1, groups: 4 * count + random.below(40),
      labels: 2)
    let folds = try folds(drawn, .grouped(folds: count, repeats: 3))
    #expect(folds.count == 3 * count)
    for repetition in 0..<3 {
      let own = folds.filter { $0.repetition == repetition }
      #expect(own.flatMap(\.judged).sorted() == Array(0..<drawn.rows.count))
      for fold in own {
        #expect((fold.train + fold.judged).sorted() == Array(0..<drawn.rows.count))
        let groups = Set(fold.judged.map { drawn.rows.groups[$0] })
        #expect(!fold.train.contains { groups.contains(drawn.rows.groups[$0]) })
        for label in 0..<2 {
          let all = drawn.rows.truth.count { $0 == label }
          let here = fold.judged.count { drawn.rows.truth[$0] == label }
          #expect(here > 0 && abs(Double(here) - Double(all) / Double(count)) <= Double(all) / Double(count))
        }
      }
    }
    #expect(Set(folds.map(\.judged)).count > count)
  }

  @Test("The manifest's folds are taken as they are")
  func manifest() throws {
    let drawn = DrawnSearch(seed: 3)
    for fold in try folds(drawn, .manifest) {
      #expect(fold.judged.allSatisfy { drawn.rows.folds[$0] == fold.fold })
      #expect(fold.train.allSatisfy { drawn.rows.folds[$0] != fold.fold })
    }
  }

  @Test("A label that one group holds nearly alone is named with the group")
  func missing() throws {
    var drawn = DrawnSearch(seed: 4)
    let rows = drawn.rows
    drawn.rows = SearchRows(
      labels: rows.labels, truth: rows.truth, weights: nil,
      groups: rows.groups.indices.map { rows.truth[$0] == 1 && $0 > 7 ? "videos/one" : rows.groups[$0] },
      isJudged: rows.isJudged, folds: rows.folds)
    let error = #expect(throws: GridSearchError.self) { try folds(drawn, .grouped(folds: 6, repeats: 1)) }
    guard case .missing(let label, _, let folds, _, let group, let share, let groups, nil)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(label == "L1" && folds == 6 && group == "videos/one" && groups == 5 && share > 0.9)
    #expect(error?.description.contains("videos/one") == true)
  }

  @Test("A manifest without folds is refused")
  func noFolds() throws {
    var drawn = DrawnSearch(seed: 4)
    let rows = drawn.rows
    drawn.rows = SearchRows(
      labels: rows.labels, truth: rows.truth, weights: nil, groups: rows.groups, isJudged: rows.isJudged,
      folds: rows.folds.map { _ in nil })
    #expect(throws: GridSearchError.tooFewFolds(found: 0)) { try folds(drawn, .manifest) }
  }
}
