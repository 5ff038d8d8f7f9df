import Basis
import RandomForest
import Synchronization
import Testing

@Suite("Forests that are gone on with") struct ForestGrowthTests {
  private func growth(
    _ drawn: DrawnTable, _ parameters: ForestParameters, from beginning: Forest? = nil,
    isFull: (@Sendable (Int, Int) -> Bool)? = nil, progress: Forest.Progress? = nil
  ) throws -> ForestGrowth {
    var rules = GrowthRules()
    rules.beginning = beginning
    rules.isFull = isFull
    return try ForestGrowth(
      drawn.table, labels: drawn.labels, classCount: drawn.classCount, sampleWeights: drawn.weights,
      parameters: parameters, rules: rules, progress: progress)
  }

  @Test("are bit for bit those that were trained at once", arguments: 0..<30)
  func atOnce(seed: Int) throws {
    let key = RandomKey(seed: UInt64(seed)).adding("growth")
    var random = key.generator()
    let (rows, classes) = (40 + random.below(200), 2 + random.below(3))
    let drawn = DrawnTable(
      key: key, rows: rows, columns: 3 + random.below(20), classes: classes, weighted: random.chance(0.5))
    var parameters = ForestParameters.drawn(key, rows: rows, classes: classes)
    parameters.ccpAlpha = random.chance(0.3) ? 0.01 : 0
    parameters.maxLeafNodes = random.chance(0.3) ? 7 : nil
    parameters.maxBins = random.chance(0.3) ? 9 : 255
    parameters.outOfBag = parameters.bootstrap
    parameters.nTrees = 23
    let whole = try drawn.fit(parameters)
    for trees in [1, 1 + random.below(22), 23] {
      parameters.nTrees = trees
      let beginning = try Forest(reading: drawn.fit(parameters).safetensors())
      parameters.nTrees = 23
      parameters.jobs = 1 + random.below(4)
      let again = try growth(drawn, parameters, from: beginning).forest(trees: 23)
      #expect(try again.safetensors().bytes() == whole.safetensors().bytes())
      // As bits: a row that every tree has seen has probabilities that are no numbers, and equal nothing.
      #expect(again.outOfBag?.score.bitPattern == whole.outOfBag?.score.bitPattern)
      #expect(again.outOfBag?.trees == whole.outOfBag?.trees)
      #expect(
        again.outOfBag?.decisionFunction.map(\.bitPattern)
          == whole.outOfBag?.decisionFunction.map(\.bitPattern))
      let first = try whole.prefix(trees)
      #expect(try first.safetensors().bytes() == beginning.safetensors().bytes())
      let table = drawn.table
      #expect(try first.probabilities(table) == beginning.probabilities(table))
    }
  }

  @Test("grow only the trees that are missing, and end in the block that fills them")
  func work() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 1), rows: 60, columns: 5, classes: 2)
    let parameters = ForestParameters(nTrees: 400, jobs: 2)
    var few = parameters
    few.nTrees = 380
    let grown = Atomic<Int>(0)
    let all = try growth(
      drawn, parameters, from: drawn.fit(few), progress: { _ in grown.wrappingAdd(1, ordering: .relaxed) })
    #expect(grown.load(ordering: .relaxed) == 20 && all.treeCount == 400)
    let limited = try growth(drawn, parameters, isFull: { trees, nodes in trees > 50 && nodes > 50 })
    #expect(limited.treeCount > 50 && limited.treeCount < 400)
    few.nTrees = 51
    #expect(try limited.forest(trees: 51).safetensors().bytes() == drawn.fit(few).safetensors().bytes())
  }

  @Test("are refused where they did not grow from the table")
  func mistakes() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 1), rows: 80, columns: 5, classes: 3)
    let beginning = try drawn.fit(ForestParameters(nTrees: 3))
    let others = [
      DrawnTable(key: RandomKey(seed: 2), rows: 80, columns: 5, classes: 3),
      DrawnTable(key: RandomKey(seed: 1), rows: 80, columns: 6, classes: 3),
      DrawnTable(key: RandomKey(seed: 1), rows: 80, columns: 5, classes: 2),
    ]
    for other in others {
      #expect {
        _ = try growth(other, ForestParameters(nTrees: 5), from: beginning)
      } throws: { error in
        guard let error = error as? ForestError else { return false }
        return !error.what.isEmpty && !error.place.isEmpty && !error.remedy.isEmpty
      }
    }
  }
}
