import Basis
import RandomForest
import Testing

@Suite("Parameters as numbers") struct GrowthLimitsTests {
  private static let drawn = DrawnTable(key: RandomKey(seed: 1), rows: 100, columns: 37, classes: 2)

  private func same(
    _ one: (inout ForestParameters) -> Void, _ other: (inout ForestParameters) -> Void
  ) throws -> Bool {
    var (first, second) = (ForestParameters(nTrees: 3), ForestParameters(nTrees: 3))
    one(&first)
    other(&second)
    let (a, b) = try (Self.drawn.fit(first), Self.drawn.fit(second))
    return a.feature == b.feature && a.threshold == b.threshold && a.classWeights == b.classWeights
  }

  @Test("fractions and names stand for scikit-learn's counts")
  func counts() throws {
    #expect(try same({ $0.maxFeatures = .squareRoot }, { $0.maxFeatures = .count(6) }))
    #expect(try same({ $0.maxFeatures = .log2 }, { $0.maxFeatures = .count(5) }))
    #expect(try same({ $0.maxFeatures = .fraction(0.3) }, { $0.maxFeatures = .count(11) }))
    #expect(try same({ $0.maxFeatures = .fraction(0.001) }, { $0.maxFeatures = .count(1) }))
    #expect(try same({ $0.maxFeatures = .all }, { $0.maxFeatures = .count(37) }))
    #expect(try same({ $0.minSamplesSplit = .fraction(0.051) }, { $0.minSamplesSplit = .count(6) }))
    #expect(try same({ $0.minSamplesLeaf = .fraction(0.031) }, { $0.minSamplesLeaf = .count(4) }))
    #expect(try same({ $0.maxSamples = .fraction(0.258) }, { $0.maxSamples = .count(25) }))
    #expect(try same({ $0.criterion = .entropy }, { $0.criterion = .logLoss }))
  }

  @Test("the defaults are scikit-learn's")
  func defaults() throws {
    let defaults = ForestParameters()
    #expect(defaults.nTrees == 100 && defaults.criterion == .gini && defaults.maxDepth == nil)
    #expect(defaults.minSamplesSplit == .count(2) && defaults.minSamplesLeaf == .count(1))
    #expect(defaults.maxFeatures == .squareRoot && defaults.bootstrap && defaults.classWeight == .none)
  }
}
