import Basis
import RandomForest
import Testing

@Suite("One forest holds a whole plane of forests")
struct ForestPlaneTests {
  /// Rows with even numbers are learned from, the others judged.
  private func halves(_ rows: Int) -> (train: [Int], judged: [Int]) {
    ((0..<rows).filter { $0 % 2 == 0 }, (0..<rows).filter { $0 % 2 == 1 })
  }

  private func check(
    _ drawn: DrawnTable, _ parameters: ForestParameters, _ points: [ForestPlane.Point]
  ) throws {
    let (train, judged) = halves(drawn.table.rows)
    let labels = train.map { drawn.labels[$0] }
    let weights = drawn.weights.map { weights in train.map { weights[$0] } }
    let tables = try BinnedTable.tables(drawn.table, selecting: [train, judged], maxBins: parameters.maxBins)
    let binned = try #require(tables.first)
    let training = try PlaneTraining(
      binned, labels: labels, classCount: drawn.classCount, sampleWeights: weights, parameters: parameters,
      plane: ForestPlane(points: points))
    let forests = try PlaneForest.grow([training], jobs: 2)
    let forest = try #require(forests.first)
    let read = try #require(
      try PlaneReading.read([PlaneReading(forest, rows: judged)], from: drawn.table).first)
    for (place, point) in points.enumerated() {
      let alone = try Forest.fit(
        drawn.table.picking(train), labels: labels, classCount: drawn.classCount, sampleWeights: weights,
        parameters: parameters.at(point))
      #expect(try alone.probabilities(drawn.table.picking(judged)) == read.point(place))
      #expect(alone.nodeCount == forest.nodeCounts[place])
    }
  }

  @Test("Every point says, bit for bit, what its forest says that was trained alone", arguments: 0..<60)
  func everyPointIsExact(_ number: Int) throws {
    let key = RandomKey(seed: 5).adding("plane").adding(number)
    var random = key.generator()
    let classes = random.chance(0.6) ? 2 : 3 + random.below(3)
    let drawn = DrawnTable(
      key: key.adding(1), rows: 60 + random.below(300), columns: 1 + random.below(30), classes: classes,
      weighted: random.chance(0.4))
    var parameters = ForestParameters.drawn(key.adding(2), rows: drawn.table.rows / 2, classes: classes)
    (parameters.maxLeafNodes, parameters.ccpAlpha) = (nil, 0)
    let points = (0..<12).map { _ in
      ForestPlane.Point(
        nTrees: 1 + random.below(5), maxDepth: random.chance(0.3) ? nil : 1 + random.below(8),
        minSamplesSplit: random.chance(0.3)
          ? .fraction(0.2 * random.unit() + 0.001) : .count(2 + random.below(20)),
        minImpurityDecrease: random.chance(0.5) ? 0 : 0.02 * random.unit())
    }
    try check(drawn, parameters, points)
  }

  @Test("Forests that are pruned, or whose best splits come first, are read by their number of trees")
  func treesAlone() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 6), rows: 200, columns: 12, classes: 2)
    let points = [5, 1, 3, 3].map { ForestPlane.Point(nTrees: $0, maxDepth: 4, minSamplesSplit: .count(3)) }
    for (leaves, alpha) in [(6, 0.0), (nil, 0.01), (9, 0.005)] as [(Int?, Double)] {
      var parameters = ForestParameters(seed: 9, jobs: 2)
      (parameters.maxLeafNodes, parameters.ccpAlpha) = (leaves, alpha)
      try check(drawn, parameters, points)
    }
  }

  @Test("More than 65,536 rows")
  func wideRows() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 7), rows: 140_000, columns: 3, classes: 2)
    try check(
      drawn, ForestParameters(maxFeatures: .all, seed: 1, jobs: 2),
      [2, 9].map { ForestPlane.Point(nTrees: $0 / 2, maxDepth: $0, minSamplesSplit: .count(100)) })
  }

  @Test("Several folds are grown side by side, each as if it were alone, on one thread or three")
  func folds() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 8), rows: 300, columns: 20, classes: 2)
    let points = [3, 7].map { ForestPlane.Point(nTrees: 10, maxDepth: $0, minSamplesSplit: .count(2)) }
    let folds = (0..<3).map { fold in (0..<300).filter { $0 % 3 != fold } }
    func read(_ folds: [[Int]], jobs: Int) throws -> [[[Double]]] {
      let trainings = try zip(folds, BinnedTable.tables(drawn.table, selecting: folds)).map { fold, table in
        try PlaneTraining(
          table, labels: fold.map { drawn.labels[$0] }, classCount: 2,
          parameters: ForestParameters(seed: 3), plane: ForestPlane(points: points))
      }
      let forests = try PlaneForest.grow(trainings, jobs: jobs)
      let readings = forests.map { PlaneReading($0, rows: Array(0..<300)) }
      return try PlaneReading.read(readings, from: drawn.table, jobs: jobs).map { judged in
        points.indices.map { judged.point($0) }
      }
    }
    let together = try read(folds, jobs: 3)
    #expect(together == (try read(folds, jobs: 1)))
    for (place, fold) in folds.enumerated() { #expect(try read([fold], jobs: 1) == [together[place]]) }
  }

  @Test("Impossible points are refused before anything is grown")
  func impossible() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 8), rows: 30, columns: 2, classes: 2)
    let binned = try BinnedTable(drawn.table)
    for point in [
      ForestPlane.Point(nTrees: 0, maxDepth: nil, minSamplesSplit: .count(2)),
      ForestPlane.Point(nTrees: 1, maxDepth: 0, minSamplesSplit: .count(2)),
      ForestPlane.Point(nTrees: 1, maxDepth: 1, minSamplesSplit: .count(1)),
      ForestPlane.Point(nTrees: 1, maxDepth: 1, minSamplesSplit: .fraction(1.5)),
      ForestPlane.Point(nTrees: 1, maxDepth: 1, minSamplesSplit: .count(2), minImpurityDecrease: -1),
    ] {
      #expect(throws: ForestError.self) {
        try PlaneTraining(
          binned, labels: drawn.labels, classCount: 2, parameters: ForestParameters(),
          plane: ForestPlane(points: [point]))
      }
    }
    #expect(throws: ForestError.self) { try BinnedTable.tables(drawn.table, selecting: [[1], [0, 30]]) }
    #expect(throws: ForestError.self) { try BinnedTable.tables(drawn.table, selecting: [[]]) }
  }

  @Test("A cancelled plane says so")
  func cancelled() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 8), rows: 30, columns: 2, classes: 2)
    let training = try PlaneTraining(
      BinnedTable(drawn.table), labels: drawn.labels, classCount: 2, parameters: ForestParameters(),
      plane: ForestPlane(points: [ForestParameters().planePoint]))
    #expect(throws: ForestError.self) { try PlaneForest.grow([training], isCancelled: { true }) }
  }
}

extension FeatureTable {
  func picking(_ selection: [Int]) -> FeatureTable {
    FeatureTable(
      rows: selection.count, columns: columns,
      values: selection.flatMap { values[$0 * columns..<($0 + 1) * columns] })
  }
}
