/// What all trees of a forest share while they grow.
package struct TrainingSet: Sendable {
  let table: BinnedTable
  /// Row → class.
  let labels: [UInt32]
  let classCount: Int
  /// Row → weight, the greatest being 1; `nil` where all are equal.
  let sampleWeights: [Double]?
  /// The weight that `sampleWeights` count in.
  let unit: Double
  let classWeight: ForestParameters.ClassWeight
  let limits: GrowthLimits
  let seed: UInt64

  package init(
    table: BinnedTable, labels: [Int], classCount: Int, sampleWeights: [Double]?,
    parameters: ForestParameters
  ) throws(ForestError) {
    self.table = table
    self.classCount = classCount
    self.labels = try TrainingSet.checked(labels, rows: table.rows, classCount: classCount)
    try TrainingSet.check(sampleWeights, rows: table.rows)
    try ClassWeights.check(parameters.classWeight, classCount: classCount)
    classWeight = parameters.classWeight
    limits = try GrowthLimits(parameters, rows: table.rows, columns: table.columns)
    seed = parameters.seed
    let greatest = sampleWeights?.max() ?? 1
    unit = greatest
    let uneven = sampleWeights?.contains { $0 != greatest } ?? false
    self.sampleWeights = uneven ? sampleWeights?.map { $0 / greatest } : nil
    try checkClasses()
  }

  private static func checked(
    _ labels: [Int], rows: Int, classCount: Int
  ) throws(ForestError) -> [UInt32] {
    guard labels.count == rows else {
      throw .countMismatch(of: "labels", expected: rows, found: labels.count)
    }
    guard (2...1_000_000).contains(classCount) else {
      throw .parameter(name: "the number of classes", value: "\(classCount)", allowed: "2 to 1000000")
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

  private func checkClasses() throws(ForestError) {
    let factors = ClassWeights.factors(classWeight, counts: classCounts { _ in 1 })
    var seen: UInt32?
    for row in 0..<table.rows where factors[Int(labels[row])] > 0 && (sampleWeights?[row] ?? 1) > 0 {
      if seen == nil { seen = labels[row] }
      if seen != labels[row] { return }
    }
    guard let seen else { throw .noWeight }
    throw .oneClass(label: Int(seen))
  }

  /// Class → rows, each counted as often as `times` says.
  func classCounts(_ times: (Int) -> UInt32) -> [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for row in 0..<table.rows { counts[Int(labels[row])] += Int(times(row)) }
    return counts
  }
}
