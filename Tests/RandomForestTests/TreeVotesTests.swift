import Basis
import RandomForest
import Testing

@Suite("How much trees disagree") struct TreeVotesTests {
  @Test("is the variance of what each tree says alone", arguments: [1, 9, 40])
  func twin(trees: Int) throws {
    for classes in [2, 3] {
      let drawn = DrawnTable(key: RandomKey(seed: 3).adding(trees), rows: 120, columns: 9, classes: classes)
      let other = DrawnTable(key: RandomKey(seed: 4).adding(trees), rows: 90, columns: 9, classes: classes)
      let forest = try drawn.fit(ForestParameters(nTrees: trees))
      let found = try forest.disagreement(other.table, class: 1)
      for row in 0..<90 {
        let values = other.table.values[row * 9..<(row + 1) * 9]
        let votes = (0..<trees).map { tree -> Double in
          let node = PredictionTests.leaf(forest, tree: tree, values)
          let weights = forest.classWeights[node * classes..<(node + 1) * classes]
          return weights[weights.startIndex + 1] / weights.reduce(0, +)
        }
        let mean = votes.reduce(0, +) / Double(trees)
        let square = votes.reduce(0) { $0 + $1 * $1 } / Double(trees)
        #expect(abs(found[row] - (square - mean * mean)) < 1e-9 && (0...0.25 + 1e-12).contains(found[row]))
      }
      #expect(trees == 1 ? found.allSatisfy { $0 == 0 } : found.contains { $0 > 0 })
      #expect(try forest.disagreement(other.table, class: 1, jobs: 3) == found)
      #expect(try forest.disagreement(other.table, class: classes).allSatisfy { $0 == 0 })
    }
  }
}
