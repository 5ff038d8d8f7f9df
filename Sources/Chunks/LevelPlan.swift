import Basis

/// Levels for copies, such that those of all labels, originals and copies together, are spread alike: then loudness
/// does not tell the labels apart.
///
/// The spread aimed at is the mean of the labels' own. A label's copies fill up what its originals lack of it; quiet
/// chunks get the quiet levels, so that no copy is changed more than need be.
struct LevelPlan: Sendable {
  /// dB relative to full scale of each order; `nil` for what has no level.
  let targets: [Double?]

  /// Levels in whole dB from -96 to 0.
  private static let bins = 97

  /// - Parameters:
  ///   - orders: copies, sorted by row.
  ///   - levels: RMS in dB of each row; minus infinity for silence.
  init(_ orders: [CopyPlan.Order], rows: [ManifestRow], levels: [Int: Double], _ options: AugmentingOptions) {
    let known = levels.filter { $0.value.isFinite }
    let histograms = Dictionary(grouping: known.keys) { rows[$0].label }.mapValues { members in
      members.reduce(into: [Double](repeating: 0, count: LevelPlan.bins)) { sums, row in
        sums[LevelPlan.bin(known[row] ?? 0)] += 1
      }
    }
    // In the labels' order: sums of fractions depend on theirs.
    let target = LevelPlan.mean(histograms.sorted { $0.key < $1.key }.map(\.value))
    var targets = [Double?](repeating: nil, count: orders.count)
    for (label, own) in histograms {
      let places = orders.indices.filter {
        rows[orders[$0].row].label == label && known[orders[$0].row] != nil
      }
      let quotas = LevelPlan.quotas(own: own, target: target, copies: places.count)
      let ranked = places.sorted { left, right in
        let levels = (known[orders[left].row] ?? 0, known[orders[right].row] ?? 0)
        return levels.0 == levels.1 ? left < right : levels.0 < levels.1
      }
      var rest = ranked[...]
      for (bin, quota) in quotas.enumerated() {
        for place in rest.prefix(quota) {
          var generator = options.key(rows[orders[place].row]).adding("level").adding(orders[place].copy)
            .generator()
          targets[place] = Double(bin - (LevelPlan.bins - 1)) + generator.unit() - 0.5
        }
        rest = rest.dropFirst(quota)
      }
    }
    self.targets = targets.map { $0.map { min(0, max(-96, $0)) } }
  }

  private static func bin(_ level: Double) -> Int {
    min(bins - 1, max(0, Int((level + Double(bins - 1)).rounded())))
  }

  /// The mean of histograms, each counting as much as the others.
  private static func mean(_ histograms: [[Double]]) -> [Double] {
    var mean = [Double](repeating: 0, count: bins)
    for histogram in histograms {
      let total = histogram.reduce(0, +)
      for bin in 0..<bins where total > 0 {
        mean[bin] += histogram[bin] / total / Double(histograms.count)
      }
    }
    return mean
  }

  /// How many copies get each level: what is lacking, in whole numbers that add up to `copies`.
  private static func quotas(own: [Double], target: [Double], copies: Int) -> [Int] {
    let all = own.reduce(0, +) + Double(copies)
    let lacking = zip(own, target).map { max(0, $1 * all - $0) }
    let sum = lacking.reduce(0, +)
    let shares = (sum > 0 ? lacking : target).map { $0 / (sum > 0 ? sum : 1) * Double(copies) }
    var quotas = shares.map { Int($0) }
    let byRest = shares.indices.sorted { left, right in
      let rests = (shares[left] - shares[left].rounded(.down), shares[right] - shares[right].rounded(.down))
      return rests.0 == rests.1 ? left < right : rests.0 > rests.1
    }
    for bin in byRest.prefix(max(0, copies - quotas.reduce(0, +))) { quotas[bin] += 1 }
    return quotas
  }
}
