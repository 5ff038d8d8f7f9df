import Basis
import RandomForest
import Testing

@Suite("Enough trees by the score out of bag") struct OutOfBagStoppingTests {
  /// Brier's score out of bag of a forest trained alone with so many trees.
  private func score(_ drawn: DrawnTable, _ parameters: ForestParameters, trees: Int) throws -> Double {
    var parameters = parameters
    parameters.nTrees = trees
    parameters.outOfBag = true
    let judged = try #require(try drawn.fit(parameters).outOfBag)
    let classes = drawn.classCount
    let losses = drawn.labels.indices.map { row in
      let means = (0..<classes).map { label in
        judged.trees[row] > 0 ? judged.decisionFunction[row * classes + label] : 1 / Double(classes)
      }
      let misses = means.enumerated().map { $0.element - ($0.offset == drawn.labels[row] ? 1 : 0) }
      return classes == 2 ? misses[1] * misses[1] : misses.reduce(0) { $0 + $1 * $1 }
    }
    return losses.reduce(0, +) / Double(losses.count)
  }

  /// The first number of trees that is `patience` behind the last improvement.
  private func end(_ scores: [Double], _ stopping: OutOfBagStopping) -> Int? {
    var last = 0
    for trees in scores.indices.dropFirst() {
      if scores[trees] < scores[last] - stopping.tolerance { last = trees }
      if trees - last == stopping.patience { return trees + 1 }
    }
    return nil
  }

  private func growth(
    _ drawn: DrawnTable, _ parameters: ForestParameters, _ stopping: OutOfBagStopping?,
    beginning: Forest? = nil
  ) throws -> ForestGrowth {
    var rules = GrowthRules()
    rules.stopping = stopping
    rules.beginning = beginning
    return try ForestGrowth(
      drawn.table, labels: drawn.labels, classCount: drawn.classCount, sampleWeights: drawn.weights,
      parameters: parameters, rules: rules)
  }

  @Test("stops where forests trained alone with ever more trees say so", arguments: 0..<8)
  func twin(seed: Int) throws {
    let key = RandomKey(seed: UInt64(seed)).adding("stopping")
    let classes = 2 + seed % 3
    let drawn = DrawnTable(key: key, rows: 300, columns: 12, classes: classes, weighted: seed % 2 == 1)
    var parameters = ForestParameters.drawn(key, rows: 300, classes: classes)
    parameters.bootstrap = true
    parameters.nTrees = 60
    let scores = try (1...60).map { try score(drawn, parameters, trees: $0) }
    var ends: Set<Int?> = []
    for stopping in [
      OutOfBagStopping(patience: 1, tolerance: 0), OutOfBagStopping(patience: 5),
      OutOfBagStopping(patience: 8, tolerance: 0.01), OutOfBagStopping(patience: 60),
      OutOfBagStopping(patience: 1, tolerance: 2),
    ] {
      let expected = end(scores, stopping)
      ends.insert(expected)
      for jobs in [1, 5] {
        parameters.jobs = jobs
        let growth = try growth(drawn, parameters, stopping)
        #expect(growth.end?.trees == expected, "\(stopping)")
        if let expected { #expect(abs((growth.end?.score ?? 0) - scores[expected - 1]) < 1e-12) }
      }
    }
    #expect(ends.contains(nil) && ends.contains(2) && ends.count >= 3)
  }

  @Test("keeps the forest that is trained alone with that many trees, whatever it went on from")
  func result() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 3), rows: 400, columns: 10, classes: 3)
    var parameters = ForestParameters(nTrees: 300, outOfBag: true, seed: 4)
    let stopping = OutOfBagStopping(patience: 10, tolerance: 1e-3)
    let growth = try growth(drawn, parameters, stopping)
    let trees = try #require(growth.end?.trees)
    #expect(trees > 10 && trees < 300 && growth.treeCount < 300)
    let kept = try growth.forest(trees: trees)
    parameters.nTrees = trees
    let alone = try drawn.fit(parameters)
    #expect(try kept.safetensors().bytes() == alone.safetensors().bytes())
    #expect(kept.outOfBag == alone.outOfBag)
    parameters.nTrees = 300
    for count in [1, trees - 1, trees + 20] {
      let again = try self.growth(
        drawn, parameters, stopping, beginning: growthForest(drawn, parameters, count))
      #expect(again.end?.trees == trees && again.end?.score == growth.end?.score)
      #expect(try again.forest(trees: trees).safetensors().bytes() == kept.safetensors().bytes())
    }
  }

  private func growthForest(_ drawn: DrawnTable, _ parameters: ForestParameters, _ trees: Int) throws
    -> Forest
  {
    var parameters = parameters
    parameters.nTrees = trees
    return try drawn.fit(parameters)
  }

  @Test("refuses to work without bootstrap samples, and numbers out of range, before any tree grows")
  func mistakes() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 3), rows: 40, columns: 4, classes: 2)
    #expect(throws: ForestError.needsBootstrap("early stopping")) {
      _ = try growth(drawn, ForestParameters(bootstrap: false), OutOfBagStopping(patience: 3))
    }
    for (stopping, name) in [
      (OutOfBagStopping(patience: 0), "n_iter_no_change"),
      (OutOfBagStopping(patience: 1, tolerance: -1), "tol"),
      (OutOfBagStopping(patience: 1, tolerance: .nan), "tol"),
      (OutOfBagStopping(patience: 1, tolerance: .infinity), "tol"),
    ] {
      #expect {
        _ = try growth(drawn, ForestParameters(), stopping)
      } throws: { error in
        if case ForestError.parameter(name, _, _) = error { true } else { false }
      }
    }
  }
}
