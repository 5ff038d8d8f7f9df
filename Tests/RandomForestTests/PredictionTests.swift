import Basis
import RandomForest
import Testing

@Suite("Prediction") struct PredictionTests {
  /// One row, one tree, with floats.
  static func leaf(_ forest: Forest, tree: Int, _ row: ArraySlice<Float>) -> Int {
    var node = forest.treeStarts[tree]
    while forest.feature[node] >= 0 {
      let value = row[row.startIndex + Int(forest.feature[node])]
      node =
        forest.treeStarts[tree] + Int(forest.leftChild[node]) + (value <= forest.threshold[node] ? 0 : 1)
    }
    return node
  }

  static func probabilities(_ forest: Forest, _ table: FeatureTable) -> [Double] {
    var all: [Double] = []
    for row in 0..<table.rows {
      let values = table.values[(row * table.columns)..<((row + 1) * table.columns)]
      var sums = [Double](repeating: 0, count: forest.classCount)
      for tree in 0..<forest.treeCount {
        let node = leaf(forest, tree: tree, values)
        let weights = forest.classWeights[(node * forest.classCount)..<((node + 1) * forest.classCount)]
        let whole = weights.reduce(0, +)
        for (label, weight) in weights.enumerated() { sums[label] += weight / whole }
      }
      all += sums.map { $0 / Double(forest.treeCount) }
    }
    return all
  }

  @Test("equals walking each tree with floats", arguments: [1, 7, 10, 23])
  func twin(trees: Int) throws {
    for classes in [2, 4] {
      let drawn = DrawnTable(key: RandomKey(seed: 1).adding(trees), rows: 150, columns: 20, classes: classes)
      let other = DrawnTable(key: RandomKey(seed: 2).adding(trees), rows: 333, columns: 20, classes: classes)
      let forest = try drawn.fit(ForestParameters(nTrees: trees))
      let found = try forest.probabilities(other.table)
      #expect(found == Self.probabilities(forest, other.table))
      for row in 0..<333 {
        let sum = found[(row * classes)..<((row + 1) * classes)].reduce(0, +)
        #expect(abs(sum - 1) < 1e-12)
      }
      for jobs in [1, 2, 7] { #expect(try forest.probabilities(other.table, jobs: jobs) == found) }
      let single = FeatureTable(rows: 1, columns: 20, values: Array(other.table.values.prefix(20)))
      #expect(try forest.probabilities(single) == Array(found.prefix(classes)))
      #expect(try forest.predict(other.table).count == 333)
    }
  }

  @Test("equals the walk with floats where columns need more than 16 bits")
  func wide() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 3), rows: 40, columns: 70_000, classes: 2)
    let forest = try drawn.fit(ForestParameters(nTrees: 12))
    #expect(forest.feature.contains { $0 > 65_535 })
    #expect(try forest.probabilities(drawn.table) == Self.probabilities(forest, drawn.table))
  }

  @Test("the rows of the training come to the leaves that they made")
  func training() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 4), rows: 500, columns: 20, classes: 2)
    let forest = try drawn.fit(ForestParameters(nTrees: 5, maxDepth: 4, bootstrap: false, maxBins: 30))
    let leaves = try forest.leaves(drawn.table)
    var visits = [Int32](repeating: 0, count: forest.nodeCount)
    for leaf in leaves { visits[Int(leaf)] += 1 }
    #expect((0..<forest.nodeCount).allSatisfy { forest.feature[$0] >= 0 || visits[$0] == forest.rows[$0] })
  }

  @Test("a fully grown forest without bootstrap knows its training rows")
  func memory() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 5), rows: 200, columns: 20, classes: 3)
    let forest = try drawn.fit(ForestParameters(nTrees: 3, bootstrap: false))
    #expect(try forest.predict(drawn.table) == drawn.labels)
  }

  @Test("another width and strange values are errors")
  func errors() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 6), rows: 50, columns: 4, classes: 2)
    let forest = try drawn.fit(ForestParameters(nTrees: 2))
    #expect(throws: ForestError.columns(expected: 4, found: 5)) {
      try forest.probabilities(FeatureTable(rows: 1, columns: 5, values: [0, 0, 0, 0, 0]))
    }
    #expect(throws: ForestError.notFinite(row: 1, column: 2, value: .infinity)) {
      try forest.predict(FeatureTable(rows: 2, columns: 4, values: [0, 0, 0, 0, 0, 0, .infinity, 0]))
    }
    #expect(throws: ForestError.countMismatch(of: "values", expected: 8, found: 3)) {
      try forest.predict(FeatureTable(rows: 2, columns: 4, values: [0, 0, 0]))
    }
  }
}
