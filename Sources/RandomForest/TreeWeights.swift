import CForest

/// The rows that a tree sees, and their weights as whole numbers: sums do not depend on their order then, and every
/// way of looking for a split finds the same.
///
/// In bootstrap samples, and where all rows weigh the same, the numbers count draws, and class weights (of two classes) come in as factors of
/// the score: nothing is rounded. Other weights are rounded to multiples of a power of two such that all of them sum
/// up to 2²⁹…2³¹: the mean weight of n rows is off by less than n · 2⁻³⁰ of itself (6,000 rows: 6 · 10⁻⁶; a million:
/// 0.1 %); a weight above 0 never becomes 0.
package struct TreeWeights {
  /// Row → whole number; 0 where the tree does not see it.
  package let weights: [UInt32]
  /// Class → the weight that a unit stands for.
  package let scale: [Double]
  /// Class → sum of the whole numbers.
  let totals: [UInt32]
  /// Distinct rows with weight.
  let rows: Int
  /// Row → weight | weight of the second class << 16 (and << 32), for two classes by the Gini index.
  let narrow: [UInt32]
  let wide: [UInt64]

  static let greatestTotal = Double(Int32.max)

  package init(_ training: TrainingSet, counts drawn: [UInt32]) {
    let factors = TreeWeights.factors(training, drawn)
    let counts = TreeWeights.masked(drawn, training, factors)
    if TreeWeights.isCounted(training, factors) {
      weights = counts
      scale = factors.map { $0 * training.unit }
    } else {
      let fixed = TreeWeights.fixedPoint(counts, training, factors)
      weights = fixed.weights
      scale = factors.map { _ in fixed.unit * training.unit }
    }
    var totals = [UInt32](repeating: 0, count: training.classCount)
    var rows = 0
    var greatest: UInt32 = 0
    for row in weights.indices {
      totals[Int(training.labels[row])] += weights[row]
      rows += weights[row] == 0 ? 0 : 1
      greatest = max(greatest, weights[row])
    }
    self.totals = totals
    self.rows = rows
    let isPair = training.classCount == 2 && !training.limits.usesEntropy
    let hasNarrow = isPair && greatest <= 127
    let needsWide = isPair && !(hasNarrow && totals.reduce(0, +) <= FOREST_NARROW_WEIGHT)
    let labels = training.labels
    let weights = weights
    narrow = hasNarrow ? weights.indices.map { weights[$0] | weights[$0] * labels[$0] << 16 } : []
    wide =
      needsWide ? weights.indices.map { UInt64(weights[$0]) | UInt64(weights[$0] * labels[$0]) << 32 } : []
  }

  private static func factors(_ training: TrainingSet, _ counts: [UInt32]) -> [Double] {
    guard training.balancesSamples else { return training.classFactors }
    var sums = [Double](repeating: 0, count: training.classCount)
    for row in counts.indices { sums[Int(training.labels[row])] += Double(counts[row]) }
    return ClassWeights.factors(.balancedSubsample, sums: sums)
  }

  /// The counts without rows that have no weight.
  private static func masked(_ counts: [UInt32], _ training: TrainingSet, _ factors: [Double]) -> [UInt32] {
    guard training.sampleWeights != nil || factors.contains(0) else { return counts }
    return counts.indices.map { row in
      let hasWeight = factors[Int(training.labels[row])] > 0 && (training.sampleWeights?[row] ?? 1) > 0
      return hasWeight ? counts[row] : 0
    }
  }

  private static func isCounted(_ training: TrainingSet, _ factors: [Double]) -> Bool {
    guard training.sampleWeights == nil else { return false }
    let present = factors.filter { $0 > 0 }
    guard let greatest = present.max(), let least = present.min() else { return true }
    if greatest == least { return true }
    return training.classCount == 2 && !training.limits.usesEntropy && greatest / least <= 0x1p20
  }

  private static func fixedPoint(
    _ counts: [UInt32], _ training: TrainingSet, _ factors: [Double]
  ) -> (weights: [UInt32], unit: Double) {
    let greatestFactor = factors.max() ?? 1
    func value(_ row: Int) -> Double {
      guard counts[row] > 0 else { return 0 }
      let weight = (training.sampleWeights?[row] ?? 1) * (factors[Int(training.labels[row])] / greatestFactor)
      return Double(counts[row]) * max(weight, 1e-100)
    }
    let sum = counts.indices.reduce(0) { $0 + value($1) }
    let room = (greatestTotal - Double(counts.count)) / sum
    // A power of two, so that halves and quarters stay exact.
    let steps = Double(sign: .plus, exponent: room.exponent, significand: 1)
    let weights = counts.indices.map { row -> UInt32 in
      counts[row] == 0 ? 0 : UInt32(max(1, (value(row) * steps).rounded()))
    }
    return (weights, greatestFactor / steps)
  }
}
