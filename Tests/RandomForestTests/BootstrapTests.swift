import RandomForest
import Testing

@Suite("Bootstrap samples") struct BootstrapTests {
  @Test("as many rows are drawn as asked, about 63 % of them distinct, others for every tree and seed")
  func counts() {
    var samples: Set<[UInt32]> = []
    for tree in 0..<50 {
      let key = Bootstrap.key(seed: UInt64(tree % 2), tree: tree)
      let counts = Bootstrap.counts(rows: 1000, draws: 1000, tree: key)
      #expect(counts.reduce(0, +) == 1000)
      #expect((580...690).contains(counts.filter { $0 > 0 }.count))
      #expect(Bootstrap.counts(rows: 1000, draws: 250, tree: key).reduce(0, +) == 250)
      samples.insert(counts)
    }
    #expect(samples.count == 50)
    #expect(
      Bootstrap.counts(rows: 9, draws: nil, tree: Bootstrap.key(seed: 0, tree: 0))
        == Array(repeating: 1, count: 9))
  }

  @Test("every row is drawn about as often as any other")
  func uniform() {
    var sums = [Int](repeating: 0, count: 100)
    for tree in 0..<1000 {
      let counts = Bootstrap.counts(rows: 100, draws: 100, tree: Bootstrap.key(seed: 9, tree: tree))
      for row in 0..<100 { sums[row] += Int(counts[row]) }
    }
    // Standard deviation 31.
    #expect(sums.allSatisfy { (850...1150).contains($0) })
  }
}
