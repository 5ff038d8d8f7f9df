import Basis
import RandomForest
import Testing

@Suite("Whole weights") struct TreeWeightsTests {
  private func weights(
    _ drawn: DrawnTable, _ classWeight: ForestParameters.ClassWeight = .none
  ) throws -> (TreeWeights, labels: [Int]) {
    let set = try TrainingSet(
      table: BinnedTable(drawn.table), labels: drawn.labels, classCount: drawn.classCount,
      sampleWeights: drawn.weights, parameters: ForestParameters(bootstrap: false, classWeight: classWeight))
    return (TreeWeights(set, counts: set.counts(tree: 0)), drawn.labels)
  }

  @Test("stand for the given weights to a millionth, and halves and quarters exactly")
  func accuracy() throws {
    var drawn = DrawnTable(key: RandomKey(seed: 1), rows: 500, columns: 1, classes: 3, weighted: true)
    for fine in [false, true] {
      if fine { drawn.weights = drawn.weights?.enumerated().map { $1 * (1 + Double($0) * 1e-4) } }
      let (whole, labels) = try weights(drawn)
      for row in 0..<500 {
        let given = drawn.weights?[row] ?? 0
        let found = Double(whole.weights[row]) * whole.scale[labels[row]]
        let isBinary = !fine && given != 1 / 3.0
        #expect(isBinary ? found == given : abs(found - given) < 2e-6)
        #expect((whole.weights[row] == 0) == (given == 0))
      }
    }
  }

  @Test("a weight that vanishes beside others stays above 0, however small")
  func tiny() throws {
    var drawn = DrawnTable(key: RandomKey(seed: 2), rows: 50, columns: 1, classes: 2)
    drawn.weights = (0..<50).map { $0 == 3 ? 1e90 : $0 == 4 ? Double.leastNonzeroMagnitude : 1e-30 }
    let (whole, _) = try weights(drawn)
    #expect(whole.weights.allSatisfy { $0 > 0 })
    #expect(whole.weights.reduce(UInt64(0)) { $0 + UInt64($1) } < 1 << 31)
  }

  @Test("balanced classes weigh the same, without rounding for two classes")
  func balanced() throws {
    for classes in [2, 3] {
      let drawn = DrawnTable(key: RandomKey(seed: 3), rows: 90, columns: 1, classes: classes)
      let (whole, labels) = try weights(drawn, .balanced)
      var sums = [Double](repeating: 0, count: classes)
      for row in 0..<90 { sums[labels[row]] += Double(whole.weights[row]) * whole.scale[labels[row]] }
      #expect(sums.allSatisfy { abs($0 - 90 / Double(classes)) < 1e-5 })
      if classes == 2 { #expect(whole.weights.allSatisfy { $0 == 1 }) }
    }
  }
}
