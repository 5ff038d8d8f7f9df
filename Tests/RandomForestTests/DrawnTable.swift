import Basis
import RandomForest

/// A table, labels and weights drawn from a key.
struct DrawnTable {
  var table: FeatureTable
  var labels: [Int]
  var classCount: Int
  var weights: [Double]?

  /// Values of some columns are few and tied, of others all different; classes lean on some columns.
  init(key: RandomKey, rows: Int, columns: Int, classes: Int, weighted: Bool = false) {
    var random = key.generator()
    classCount = classes
    labels = (0..<rows).map { _ in random.below(classes) }
    for label in 0..<min(classes, rows) { labels[label] = label }
    let kinds = (0..<columns).map { _ in random.below(4) }
    var values: [Float] = []
    for row in 0..<rows {
      for kind in kinds {
        switch kind {
        case 0: values.append(Float(random.below(3)))
        case 1: values.append(Float(random.unit()) * 1e-3 - 50)
        case 2: values.append(Float(random.gaussian()) + Float(labels[row]) * 0.7)
        default: values.append(Float(labels[row]) + Float(random.below(4)) - 2)
        }
      }
    }
    table = FeatureTable(rows: rows, columns: columns, values: values)
    let choices = [0.25, 0.5, 1, 1 / 3.0, 2, 0]
    weights = weighted ? (0..<rows).map { _ in choices[random.below(choices.count)] } : nil
    // Two classes always keep weight.
    for row in 0..<min(2, rows) { weights?[row] = 1 }
  }

  func fit(_ parameters: ForestParameters) throws -> Forest {
    try Forest.fit(
      table, labels: labels, classCount: classCount, sampleWeights: weights, parameters: parameters)
  }
}

extension ForestParameters {
  /// Parameters of all kinds, with few trees.
  static func drawn(_ key: RandomKey, rows: Int, classes: Int) -> ForestParameters {
    var random = key.generator()
    func maybe<Value>(_ value: Value, _ chance: Double = 0.3) -> Value? {
      random.chance(chance) ? value : nil
    }
    var parameters = ForestParameters(nTrees: 2, seed: random.next(), jobs: 2)
    parameters.criterion = random.chance(0.3) ? .entropy : .gini
    parameters.maxDepth = maybe(1 + random.below(6), 0.2)
    parameters.minSamplesSplit = maybe(.fraction(0.1)) ?? .count(2 + random.below(6))
    parameters.minSamplesLeaf = maybe(.count(1 + random.below(1 + rows / 4))) ?? .count(1)
    parameters.minWeightFractionLeaf = maybe(0.3 * random.unit()) ?? 0
    parameters.maxFeatures = [.squareRoot, .log2, .all, .count(1), .fraction(0.7)][random.below(5)]
    parameters.minImpurityDecrease = maybe(0.05 * random.unit(), 0.2) ?? 0
    parameters.bootstrap = random.chance(0.7)
    if parameters.bootstrap { parameters.maxSamples = maybe(.fraction(0.6)) }
    let given = (0..<classes).map { _ in 0.1 + random.unit() }
    parameters.classWeight =
      [.none, .none, .balanced, .balancedSubsample, .given(given)][random.below(5)]
    return parameters
  }
}
