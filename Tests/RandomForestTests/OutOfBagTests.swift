import Basis
import RandomForest
import Testing

@Suite("Judgement out of bag") struct OutOfBagTests {
  @Test("each row is judged by the trees that have not drawn it", arguments: [2, 3])
  func twin(classes: Int) throws {
    let rows = 300
    let drawn = DrawnTable(key: RandomKey(seed: 1), rows: rows, columns: 15, classes: classes)
    for trees in [2, 40] {
      let forest = try drawn.fit(ForestParameters(nTrees: trees, outOfBag: true, seed: 5))
      let judged = try #require(forest.outOfBag)
      let set = try TrainingSet(
        table: BinnedTable(drawn.table), labels: drawn.labels, classCount: classes, sampleWeights: nil,
        parameters: ForestParameters(seed: 5))
      let samples = (0..<trees).map { set.counts(tree: $0) }
      var (right, known) = (0, 0)
      for row in 0..<rows {
        let values = drawn.table.values[(row * 15)..<((row + 1) * 15)]
        var sums = [Double](repeating: 0, count: classes)
        var count = 0
        for tree in 0..<trees where samples[tree][row] == 0 {
          let node = PredictionTests.leaf(forest, tree: tree, values)
          let weights = forest.classWeights[(node * classes)..<((node + 1) * classes)]
          for (label, weight) in weights.enumerated() { sums[label] += weight / weights.reduce(0, +) }
          count += 1
        }
        #expect(Int(judged.trees[row]) == count)
        let means = judged.decisionFunction[(row * classes)..<((row + 1) * classes)]
        guard count > 0 else {
          #expect(means.allSatisfy { $0.isNaN })
          continue
        }
        #expect(zip(means, sums).allSatisfy { abs($0 - $1 / Double(count)) < 1e-12 })
        known += 1
        right +=
          means.firstIndex(of: means.max() ?? 0).map { $0 - means.startIndex } == drawn.labels[row] ? 1 : 0
      }
      #expect(judged.score == Double(right) / Double(known))
    }
  }
}
