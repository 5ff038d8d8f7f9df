import Basis
import RandomForest
import Testing

@Suite("Importance of columns") struct ImportanceTests {
  /// Column 2 is the label with some noise, the others are noise.
  private static let drawn: DrawnTable = {
    var drawn = DrawnTable(key: RandomKey(seed: 1), rows: 240, columns: 5, classes: 2)
    var random = RandomKey(seed: 2).generator()
    let values = (0..<(240 * 5)).map { place in
      Float(random.gaussian()) + (place % 5 == 2 ? Float(3 * drawn.labels[place / 5]) : 0)
    }
    drawn.table = FeatureTable(rows: 240, columns: 5, values: values)
    return drawn
  }()

  @Test("by impurity: sums to 1, is never negative, and finds the column that matters")
  func impurity() throws {
    let forest = try Self.drawn.fit(ForestParameters(nTrees: 20))
    let importance = forest.impurityImportance()
    #expect(abs(importance.reduce(0, +) - 1) < 1e-12)
    #expect(importance.allSatisfy { $0 >= 0 })
    #expect(importance[2] > 0.6)
    let stump = try Self.drawn.fit(ForestParameters(nTrees: 2, minSamplesSplit: .count(1000)))
    #expect(stump.impurityImportance() == [0, 0, 0, 0, 0])
  }

  @Test("by permutation: equals shuffling the table and predicting anew")
  func permutation() throws {
    let drawn = Self.drawn
    let forest = try drawn.fit(ForestParameters(nTrees: 12, maxDepth: 3))
    let found = try forest.permutationImportance(drawn.table, labels: drawn.labels, repeats: 3, seed: 8)
    func accuracy(_ table: FeatureTable) throws -> Double {
      Double(try zip(forest.predict(table), drawn.labels).filter { $0 == $1 }.count) / 240
    }
    #expect(found.score == (try accuracy(drawn.table)))
    for column in 0..<5 {
      let falls = try (0..<3).map { turn -> Double in
        var order = Array(0..<240)
        var random = RandomKey(seed: 8).adding(turn).adding("permutation").generator()
        random.shuffle(&order)
        var values = drawn.table.values
        for row in 0..<240 { values[row * 5 + column] = drawn.table.values[order[row] * 5 + column] }
        return found.score - (try accuracy(FeatureTable(rows: 240, columns: 5, values: values)))
      }
      #expect(abs(found.means[column] - falls.reduce(0, +) / 3) < 1e-12)
    }
    #expect(found.means[2] > 0.2 && found.deviations[2] > 0)
    #expect(
      try forest.permutationImportance(drawn.table, labels: drawn.labels, repeats: 3, seed: 8, jobs: 1)
        == found)
  }

  @Test("a score of one's own, and wrong labels")
  func score() throws {
    let drawn = Self.drawn
    let forest = try drawn.fit(ForestParameters(nTrees: 3))
    let constant = try forest.permutationImportance(drawn.table, labels: drawn.labels, repeats: 1) { _ in 4 }
    #expect(constant.score == 4 && constant.means.allSatisfy { $0 == 0 })
    #expect(throws: ForestError.countMismatch(of: "labels", expected: 240, found: 1)) {
      try forest.permutationImportance(drawn.table, labels: [0])
    }
  }
}
