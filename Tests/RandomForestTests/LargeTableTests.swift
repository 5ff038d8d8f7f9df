import Basis
import RandomForest
import Testing

@Suite("Tables of more than 65,536 rows")
struct LargeTableTests {
  /// Rows without weight are in no tree, and values that are few keep a level each: only the way through memory differs.
  @Test(
    "are learned from as smaller ones are, although they are looked at another way", arguments: [2, 3],
    [0, 0.00001])
  func sameTrees(_ classes: Int, _ decrease: Double) throws {
    let (rows, more, columns) = (65_000, 3000, 9)
    var random = RandomKey(seed: 3).adding(classes).generator()
    var labels = (0..<rows + more).map { _ in random.below(classes) }
    for label in 0..<classes { labels[label] = label }
    let values = labels.flatMap { label in
      (0..<columns).map { Float(random.below(40) + ($0 < 3 ? 6 * label : 0)) }
    }
    func forest(_ count: Int) throws -> Forest {
      try Forest.fit(
        FeatureTable(rows: count, columns: columns, values: Array(values.prefix(count * columns))),
        labels: Array(labels.prefix(count)), classCount: classes,
        sampleWeights: (0..<count).map { $0 < rows ? 1 : 0 },
        parameters: ForestParameters(
          nTrees: 2, maxDepth: 14, minSamplesLeaf: .count(3), minImpurityDecrease: decrease, bootstrap: false,
          seed: 5, jobs: 2))
    }
    let (small, large) = (try forest(rows), try forest(rows + more))
    #expect(small.nodeCount > 100)
    #expect(small.feature == large.feature)
    #expect(small.threshold == large.threshold)
    #expect(small.leftChild == large.leftChild)
    #expect(small.rows == large.rows)
    #expect(small.classWeights == large.classWeights)
  }
}
