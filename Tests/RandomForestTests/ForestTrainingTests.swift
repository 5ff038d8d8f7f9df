import Basis
import RandomForest
import Synchronization
import Testing

@Suite("Training a forest") struct ForestTrainingTests {
  private static let drawn = DrawnTable(key: RandomKey(seed: 1), rows: 120, columns: 20, classes: 3)

  @Test("gives the same bytes on any number of threads, and others for another seed")
  func threads() throws {
    func bytes(_ jobs: Int, seed: UInt64 = 0) throws -> [UInt8] {
      try Self.drawn.fit(ForestParameters(nTrees: 9, seed: seed, jobs: jobs)).safetensors().bytes()
    }
    let one = try bytes(1)
    #expect(try bytes(2) == one && bytes(7) == one)
    #expect(try bytes(1, seed: 1) != one)
  }

  @Test("the first trees of a larger forest are those of a smaller one")
  func moreTrees() throws {
    let small = try Self.drawn.fit(ForestParameters(nTrees: 4))
    let large = try Self.drawn.fit(ForestParameters(nTrees: 11))
    #expect(large.feature.starts(with: small.feature) && large.threshold.starts(with: small.threshold))
  }

  @Test("rows of weight 0 are as good as absent")
  func absent() throws {
    var drawn = Self.drawn
    drawn.weights = (0..<120).map { $0 % 4 == 3 ? 0 : 1 }
    let kept = (0..<120).filter { $0 % 4 != 3 }
    let parameters = ForestParameters(nTrees: 1, maxFeatures: .all, bootstrap: false)
    let weighted = try drawn.fit(parameters)
    let values = kept.flatMap { drawn.table.values[($0 * 20)..<(($0 + 1) * 20)] }
    let plain = try Forest.fit(
      FeatureTable(rows: kept.count, columns: 20, values: values), labels: kept.map { drawn.labels[$0] },
      classCount: 3, parameters: parameters)
    #expect(weighted.feature == plain.feature)
    #expect(weighted.classWeights == plain.classWeights)
  }

  @Test("reports every tree, and stops where it is asked to")
  func progress() throws {
    let seen = Mutex<[Int]>([])
    _ = try Forest.fit(
      Self.drawn.table, labels: Self.drawn.labels, classCount: 3, parameters: ForestParameters(nTrees: 10),
      progress: { done in seen.withLock { $0.append(done) } })
    #expect(seen.withLock { $0.sorted() } == Array(1...10))
    let left = Atomic<Int>(4)
    #expect(throws: ForestError.cancelled(trees: 4)) {
      try Forest.fit(
        Self.drawn.table, labels: Self.drawn.labels, classCount: 3,
        parameters: ForestParameters(nTrees: 10, jobs: 1),
        isCancelled: { left.wrappingSubtract(1, ordering: .relaxed).newValue < 0 })
    }
  }

  @Test("rows that are alike but for their labels end in one leaf")
  func alike() throws {
    let table = FeatureTable(rows: 30, columns: 50, values: [Float](repeating: 1, count: 1500))
    let forest = try Forest.fit(table, labels: (0..<30).map { $0 % 2 }, classCount: 2)
    #expect(forest.nodeCount == forest.treeCount)
  }

  @Test("goes on drawing columns while all drawn are the same for all rows")
  func constants() throws {
    // One column of 400 varies: a node that drew only √400 would mostly find nothing.
    let values = (0..<24000).map { place -> Float in place % 400 == 77 ? Float(place / 400) : 1 }
    let forest = try Forest.fit(
      FeatureTable(rows: 60, columns: 400, values: values), labels: (0..<60).map { $0 < 30 ? 0 : 1 },
      classCount: 2)
    #expect(forest.feature.allSatisfy { $0 == -1 || $0 == 77 })
    #expect(forest.nodeCount == 3 * forest.treeCount)
  }
}
