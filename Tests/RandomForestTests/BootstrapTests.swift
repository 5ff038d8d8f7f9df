import Basis
import RandomForest
import Testing

@Suite("Bootstrap samples") struct BootstrapTests {
  private func set(
    _ rows: Int, weights: [Double]? = nil, _ change: (inout ForestParameters) -> Void = { _ in }
  ) throws -> TrainingSet {
    var parameters = ForestParameters()
    change(&parameters)
    return try TrainingSet(
      table: BinnedTable(FeatureTable(rows: rows, columns: 1, values: (0..<rows).map { Float($0) })),
      labels: (0..<rows).map { $0 % 5 == 0 ? 1 : 0 }, classCount: 2, sampleWeights: weights,
      parameters: parameters)
  }

  @Test("as many rows are drawn as asked, about 63 % of them distinct, others for every tree and seed")
  func counts() throws {
    var samples: Set<[UInt32]> = []
    for seed in 0..<2 {
      let all = try set(1000) { $0.seed = UInt64(seed) }
      let quarter = try set(1000) { ($0.seed, $0.maxSamples) = (UInt64(seed), .fraction(0.2509)) }
      for tree in 0..<25 {
        let counts = all.counts(tree: tree)
        #expect(counts.reduce(0, +) == 1000)
        #expect((580...690).contains(counts.filter { $0 > 0 }.count))
        #expect(quarter.counts(tree: tree).reduce(0, +) == 250)
        samples.insert(counts)
      }
    }
    #expect(samples.count == 50)
    #expect(try set(9) { $0.bootstrap = false }.counts(tree: 3) == Array(repeating: 1, count: 9))
  }

  /// Row → draws in all of 400 trees.
  private func sums(_ set: TrainingSet, rows: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: rows)
    for tree in 0..<400 {
      for (row, count) in set.counts(tree: tree).enumerated() { sums[row] += Double(count) }
    }
    return sums
  }

  @Test("every row is drawn as often as its weight says, and never without weight")
  func weights() throws {
    let choices = [1.0, 0, 0.5, 1 / 3.0, 4, 0]
    for given in [nil, (0..<100).map { choices[$0 % 6] }] {
      let found = sums(try set(100, weights: given), rows: 100)
      let whole: Double = given?.reduce(0, +) ?? 100
      for row in 0..<100 {
        let weight: Double = given?[row] ?? 1
        let expected = weight / whole * 40000
        #expect(abs(found[row] - expected) <= 5 * expected.squareRoot())
      }
    }
  }

  @Test("class weights decide how often a class is drawn")
  func classes() throws {
    for choice in [ForestParameters.ClassWeight.balanced, .given([1, 4])] {
      let found = sums(try set(100) { $0.classWeight = choice }, rows: 100)
      let rare = stride(from: 0, to: 100, by: 5).reduce(0.0) { $0 + found[$1] }
      #expect(abs(rare / 40000 - 0.5) < 0.02)
    }
    let plain = sums(try set(100) { $0.classWeight = .balancedSubsample }, rows: 100)
    let rare = stride(from: 0, to: 100, by: 5).reduce(0.0) { $0 + plain[$1] }
    #expect(abs(rare / 40000 - 0.2) < 0.02)
  }

  @Test("equal weights draw what no weights draw, whatever their size")
  func even() throws {
    let plain = try set(50).counts(tree: 1)
    #expect(try set(50, weights: [Double](repeating: 1e-7, count: 50)).counts(tree: 1) == plain)
  }
}
