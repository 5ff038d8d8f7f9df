import Basis
import RandomForest
import Testing

@Suite("What a forest refuses") struct ForestErrorTests {
  private static let table = FeatureTable(rows: 4, columns: 2, values: [0, 1, 2, 3, 4, 5, 6, 7])

  private func error(
    _ table: FeatureTable = table, _ labels: [Int] = [0, 1, 0, 1], classes: Int = 2,
    weights: [Double]? = nil, _ change: (inout ForestParameters) -> Void = { _ in }
  ) -> ForestError? {
    var parameters = ForestParameters(nTrees: 2)
    change(&parameters)
    do {
      _ = try Forest.fit(
        table, labels: labels, classCount: classes, sampleWeights: weights, parameters: parameters)
    } catch let error as ForestError {
      #expect(!error.what.isEmpty && !error.place.isEmpty && !error.remedy.isEmpty)
      return error
    } catch {}
    return nil
  }

  @Test("tables, labels and weights that do not fit together")
  func shapes() {
    #expect(error(FeatureTable(rows: 0, columns: 2, values: []), []) == .emptyTable(rows: 0, columns: 2))
    #expect(error(FeatureTable(rows: 4, columns: 0, values: [])) == .emptyTable(rows: 4, columns: 0))
    #expect(error(FeatureTable(rows: -3, columns: -1, values: [])) == .emptyTable(rows: -3, columns: -1))
    #expect(
      error(FeatureTable(rows: 4, columns: 2, values: [1]))
        == .countMismatch(of: "values", expected: 8, found: 1))
    #expect(
      error(FeatureTable(rows: .max, columns: .max, values: [1]))
        == .countMismatch(of: "values", expected: .max, found: 1))
    #expect(error(Self.table, [0, 1]) == .countMismatch(of: "labels", expected: 4, found: 2))
    #expect(error(Self.table, [0, 1, 2, 1]) == .label(row: 2, label: 2, classCount: 2))
    #expect(error(Self.table, [0, 1, -1, 1]) == .label(row: 2, label: -1, classCount: 2))
    #expect(error(weights: [1e10, 1e9, 1, 1]) { $0.maxSamples = .fraction(1) } != nil)
    #expect(error(Self.table, [1, 1, 1, 1]) == .oneClass(label: 1))
    #expect(error(weights: [1, 0, 1, 0]) == .oneClass(label: 0))
    #expect(error(weights: [0, 0, 0, 0]) == .noWeight)
    #expect(error(weights: [1, -2, 1, 1]) == .weight(of: "sample weights (0 to 1e100)", index: 1, value: -2))
    #expect(error(weights: [1, 1, 1, .infinity]) != nil)
    #expect(error(weights: [1, .nan, 1, 1]) != nil)
    #expect(error(weights: [1]) == .countMismatch(of: "sample weights", expected: 4, found: 1))
    #expect(error(classes: 0) != nil && error(classes: -5) != nil && error(classes: .max) != nil)
    #expect(error { $0.classWeight = .given([1]) } != nil)
    #expect(error { $0.classWeight = .given([1, -1]) } != nil)
    #expect(error { $0.classWeight = .given([1, 0]) } == .oneClass(label: 0))
  }

  static let absurd: [@Sendable (inout ForestParameters) -> Void] = [
    { $0.nTrees = 0 }, { $0.nTrees = -1 }, { $0.nTrees = .max }, { $0.maxBins = 1 }, { $0.maxBins = 256 },
    { $0.maxDepth = 0 }, { $0.maxDepth = .min }, { $0.minSamplesSplit = .count(1) },
    { $0.minSamplesSplit = .fraction(0) }, { $0.minSamplesSplit = .fraction(.nan) },
    { $0.minSamplesLeaf = .count(0) }, { $0.minSamplesLeaf = .fraction(2) },
    { $0.minWeightFractionLeaf = 0.6 }, { $0.minWeightFractionLeaf = .nan }, { $0.maxFeatures = .count(0) },
    { $0.maxFeatures = .count(3) }, { $0.maxFeatures = .fraction(-1) }, { $0.maxLeafNodes = 1 },
    { $0.minImpurityDecrease = -1 }, { $0.ccpAlpha = -0.1 }, { $0.ccpAlpha = .nan },
    { $0.maxSamples = .count(0) }, { $0.maxSamples = .count(.max) }, { $0.maxSamples = .fraction(0) },
    {
      $0.bootstrap = false
      $0.outOfBag = true
    },
    {
      $0.bootstrap = false
      $0.maxSamples = .count(2)
    },
  ]

  @Test("absurd parameters, each named", arguments: 0..<absurd.count)
  func parameters(number: Int) {
    #expect(error(Self.table, Self.absurd[number]) != nil)
  }

  private func error(
    _ table: FeatureTable, _ change: @Sendable (inout ForestParameters) -> Void
  ) -> ForestError? {
    error(table, [0, 1, 0, 1], { change(&$0) })
  }

  @Test("extreme parameters that mean something are taken")
  func extreme() {
    #expect(error { $0.maxDepth = .max } == nil)
    #expect(error { $0.minSamplesLeaf = .count(.max) } == nil)
    #expect(error { $0.minSamplesSplit = .count(.max) } == nil)
    #expect(error { $0.maxLeafNodes = .max } == nil)
    #expect(error { $0.minImpurityDecrease = .infinity } == nil)
    #expect(error { $0.ccpAlpha = .infinity } == nil)
    #expect(error { $0.jobs = .max } == nil)
    #expect(error { $0.jobs = .min } == nil)
    #expect(error { $0.classWeight = .given([1e-300, 1e12]) } == nil)
    #expect(error(classes: 1000) == nil)
    #expect(error { $0.maxSamples = .count(1000) } == nil)
    #expect(error(weights: [1e100, 1e-300, 1, Double.leastNonzeroMagnitude]) == nil)
    #expect(
      error(FeatureTable(rows: 4, columns: 1, values: [3e38, -3e38, Float.leastNonzeroMagnitude, -0.0]))
        == nil)
  }
}
