import Basis

/// Which rows a tree sees, and how often: draws with replacement, each row as likely as its weight says.
struct Bootstrap: Sendable {
  let rows: Int
  let draws: Int
  /// Row → sum of the weights up to it, itself included; empty where all weigh the same.
  private let sums: [Double]
  /// Part of the sum → a row not behind the one where that part ends: a draw looks only a step or two further.
  private let guide: [Int32]

  static let mostDraws = 2_000_000_000

  /// The key of everything random about a tree.
  static func key(seed: UInt64, tree: Int) -> RandomKey {
    RandomKey(seed: seed).adding("forest").adding(tree)
  }

  /// Row weights are `weights · factors[label]`, in units of `unit`.
  init(
    labels: [UInt32], weights: [Double]?, factors: [Double], unit: Double,
    maxSamples: ForestParameters.SampleCount?
  ) throws(ForestError) {
    rows = labels.count
    let isEven = weights == nil && Set(factors).count == 1
    var sum = 0.0
    var sums: [Double] = []
    for (row, label) in labels.enumerated() where !isEven {
      sum += (weights?[row] ?? 1) * factors[Int(label)]
      sums.append(sum)
    }
    self.sums = sums
    guide = Bootstrap.guide(sums)
    let whole = isEven ? Double(rows) : sum * unit
    draws = try Bootstrap.draws(maxSamples, rows: rows, whole: whole)
  }

  /// scikit-learn's count: a fraction is one of the sum of all weights, rounded down.
  private static func draws(
    _ maxSamples: ForestParameters.SampleCount?, rows: Int, whole: Double
  ) throws(ForestError) -> Int {
    switch maxSamples {
    case nil: return rows
    case .count(let number)?: return number
    case .fraction(let part)?:
      guard part * whole <= Double(mostDraws) else {
        throw .parameter(
          name: "max_samples", value: "\(part) of the weights' sum \(whole)", allowed: "at most \(mostDraws)")
      }
      return max(1, Int(part * whole))
    }
  }

  private static func guide(_ sums: [Double]) -> [Int32] {
    var row = 0
    return sums.indices.map { part in
      let bound = Double(part) / Double(sums.count) * (sums.last ?? 0)
      while row + 1 < sums.count, sums[row] <= bound { row += 1 }
      return Int32(row)
    }
  }

  /// Row → how often it is drawn for the tree of this key.
  func counts(tree key: RandomKey) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: rows)
    var generator = key.adding("bootstrap").generator()
    counts.withUnsafeMutableBufferPointer { counts in
      if sums.isEmpty {
        for _ in 0..<draws { counts[generator.below(rows)] += 1 }
      } else {
        for _ in 0..<draws { counts[row(at: generator.unit())] += 1 }
      }
    }
    return counts
  }

  /// The first row whose sum exceeds this part of the whole.
  private func row(at part: Double) -> Int {
    let bound = part * sums[rows - 1]
    var row = Int(guide[Int(part * Double(rows))])
    // A part of the bound may round up to a row too far.
    while row > 0, sums[row - 1] > bound { row -= 1 }
    while row + 1 < rows, sums[row] <= bound { row += 1 }
    // The very end may lie behind rows without weight.
    while row > 0, sums[row - 1] == sums[row] { row -= 1 }
    return row
  }
}
