/// What all trees of a forest share while they grow.
///
/// As in scikit-learn 1.9, weights decide how often a row is drawn into a tree's bootstrap sample, where it counts as
/// often as it was drawn; without bootstrap samples they count in the tree itself.
package struct TrainingSet: Sendable {
  let table: BinnedTable
  /// Row → class.
  let labels: [UInt32]
  let classCount: Int
  let limits: GrowthLimits
  let seed: UInt64
  /// Draws the rows of a tree; `nil` where each tree sees all rows.
  let bootstrap: Bootstrap?
  /// Whether classes weigh the same in every tree's sample.
  let balancesSamples: Bool
  /// Row → weight in a tree, the greatest being 1; `nil` where all are equal.
  let sampleWeights: [Double]?
  /// Class → factor of its rows' weights in a tree.
  let classFactors: [Double]
  /// The weight that `sampleWeights` count in.
  let unit: Double

  package init(
    table: BinnedTable, labels: [Int], classCount: Int, sampleWeights: [Double]?,
    parameters: ForestParameters
  ) throws(ForestError) {
    self.table = table
    self.classCount = classCount
    self.labels = try TrainingSet.checked(labels, rows: table.rows, classCount: classCount)
    try TrainingSet.check(sampleWeights, rows: table.rows)
    try ClassWeights.check(parameters.classWeight, classCount: classCount)
    limits = try GrowthLimits(parameters, rows: table.rows, columns: table.columns)
    seed = parameters.seed
    let greatest = sampleWeights?.max() ?? 1
    let isUneven = sampleWeights?.contains { $0 != greatest } ?? false
    // However small, a weight above 0 stays one.
    let weights = isUneven ? sampleWeights?.map { $0 > 0 ? max($0 / greatest, 1e-300) : 0 } : nil
    balancesSamples = parameters.classWeight == .balancedSubsample && parameters.bootstrap
    let sums = TrainingSet.sums(self.labels, weights, classCount)
    let factors =
      balancesSamples ? sums.map { _ in 1 } : ClassWeights.factors(parameters.classWeight, sums: sums)
    try TrainingSet.checkClasses(sums: sums, factors)
    if parameters.bootstrap {
      bootstrap = try Bootstrap(
        labels: self.labels, weights: weights, factors: factors, unit: greatest, maxSamples: limits.maxSamples
      )
      (self.sampleWeights, classFactors, unit) = (nil, [Double](repeating: 1, count: classCount), 1)
    } else {
      bootstrap = nil
      (self.sampleWeights, classFactors, unit) = (weights, factors, greatest)
    }
  }

  private static func checked(
    _ labels: [Int], rows: Int, classCount: Int
  ) throws(ForestError) -> [UInt32] {
    guard labels.count == rows else {
      throw .countMismatch(of: "labels", expected: rows, found: labels.count)
    }
    guard (2...10_000).contains(classCount) else {
      throw .parameter(name: "the number of classes", value: "\(classCount)", allowed: "2 to 10000")
    }
    for (row, label) in labels.enumerated() where !(0..<classCount).contains(label) {
      throw .label(row: row, label: label, classCount: classCount)
    }
    return labels.map { UInt32($0) }
  }

  private static func check(_ weights: [Double]?, rows: Int) throws(ForestError) {
    guard let weights else { return }
    guard weights.count == rows else {
      throw .countMismatch(of: "sample weights", expected: rows, found: weights.count)
    }
    for (index, weight) in weights.enumerated() where !(weight >= 0 && weight <= 1e100) {
      throw .weight(of: "sample weights (0 to 1e100)", index: index, value: weight)
    }
    guard weights.contains(where: { $0 > 1e-100 }) else { throw .noWeight }
  }

  /// Class → sum of its rows' weights.
  private static func sums(_ labels: [UInt32], _ weights: [Double]?, _ classCount: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: classCount)
    for row in labels.indices { sums[Int(labels[row])] += weights?[row] ?? 1 }
    return sums
  }

  private static func checkClasses(sums: [Double], _ factors: [Double]) throws(ForestError) {
    let present = sums.indices.filter { sums[$0] > 0 && factors[$0] > 0 }
    guard let first = present.first else { throw .noWeight }
    guard present.count > 1 else { throw .oneClass(label: first) }
  }

  /// The rows that a tree sees, and how often.
  package func counts(tree: Int) -> [UInt32] {
    guard let bootstrap else { return [UInt32](repeating: 1, count: table.rows) }
    return bootstrap.counts(tree: Bootstrap.key(seed: seed, tree: tree))
  }
}
