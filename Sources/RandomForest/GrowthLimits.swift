#if canImport(Glibc)
  import Glibc
#endif

/// The parameters as numbers for one table, every one checked.
struct GrowthLimits: Sendable {
  let nTrees: Int
  let usesEntropy: Bool
  let maxDepth: Int
  let minSamplesSplit: Int
  let minSamplesLeaf: Int
  let minWeightFractionLeaf: Double
  let maxFeatures: Int
  let maxLeafNodes: Int?
  let minImpurityDecrease: Double
  let maxSamples: ForestParameters.SampleCount?
  let ccpAlpha: Double

  init(_ parameters: ForestParameters, rows: Int, columns: Int) throws(ForestError) {
    try GrowthLimits.check("n_estimators", parameters.nTrees, in: 1...1_000_000)
    try GrowthLimits.check("max_bins", parameters.maxBins, in: 2...255)
    try GrowthLimits.check("max_depth", parameters.maxDepth ?? 1, in: 1...Int.max)
    try GrowthLimits.check("max_leaf_nodes", parameters.maxLeafNodes ?? 2, in: 2...Int.max)
    try GrowthLimits.check("min_weight_fraction_leaf", parameters.minWeightFractionLeaf, in: 0...0.5)
    try GrowthLimits.check("min_impurity_decrease", parameters.minImpurityDecrease, in: 0...Double.infinity)
    try GrowthLimits.check("ccp_alpha", parameters.ccpAlpha, in: 0...Double.infinity)
    nTrees = parameters.nTrees
    usesEntropy = parameters.criterion != .gini
    maxDepth = parameters.maxDepth ?? Int.max
    minSamplesLeaf = try GrowthLimits.count(
      "min_samples_leaf", parameters.minSamplesLeaf, of: rows, atLeast: 1)
    minSamplesSplit = max(
      try GrowthLimits.count("min_samples_split", parameters.minSamplesSplit, of: rows, atLeast: 2),
      minSamplesLeaf.multipliedReportingOverflow(by: 2).overflow ? Int.max : 2 * minSamplesLeaf)
    minWeightFractionLeaf = parameters.minWeightFractionLeaf
    maxFeatures = try GrowthLimits.features(parameters.maxFeatures, of: columns)
    maxLeafNodes = parameters.maxLeafNodes
    minImpurityDecrease = parameters.minImpurityDecrease
    try GrowthLimits.checkSamples(parameters)
    maxSamples = parameters.maxSamples
    ccpAlpha = parameters.ccpAlpha
  }

  /// Whether a fall of impurity is as much as is wanted, with scikit-learn's tolerance: the least difference between
  /// doubles around 1. Where none is wanted, nobody looks.
  static func isEnough(_ decrease: Double, wanted: Double) -> Bool {
    wanted <= 0 || decrease + Double.ulpOfOne >= wanted
  }

  private static func check<Number: Comparable & Sendable>(
    _ name: String, _ value: Number, in range: ClosedRange<Number>
  ) throws(ForestError) {
    guard range.contains(value) else {
      throw .parameter(name: name, value: "\(value)", allowed: "\(range.lowerBound) to \(range.upperBound)")
    }
  }

  private static func count(
    _ name: String, _ count: ForestParameters.SampleCount, of rows: Int, atLeast least: Int
  ) throws(ForestError) -> Int {
    switch count {
    case .count(let number):
      try check(name, number, in: least...Int.max)
      return number
    case .fraction(let part):
      guard part > 0, part <= 1 else {
        throw .parameter(name: name, value: "\(part)", allowed: "a fraction above 0, up to 1")
      }
      return max(least, Int((part * Double(rows)).rounded(.up)))
    }
  }

  private static func features(
    _ features: ForestParameters.MaxFeatures, of columns: Int
  ) throws(ForestError) -> Int {
    switch features {
    case .squareRoot: return max(1, Int(Double(columns).squareRoot()))
    case .log2: return max(1, Int(log2(Double(columns))))
    case .all: return columns
    case .count(let number):
      try check("max_features", number, in: 1...columns)
      return number
    case .fraction(let part):
      guard part > 0, part <= 1 else {
        throw .parameter(name: "max_features", value: "\(part)", allowed: "a fraction above 0, up to 1")
      }
      return max(1, Int(part * Double(columns)))
    }
  }

  private static func checkSamples(_ parameters: ForestParameters) throws(ForestError) {
    if !parameters.bootstrap, parameters.maxSamples != nil || parameters.outOfBag {
      throw .needsBootstrap(parameters.outOfBag ? "oob_score" : "max_samples")
    }
    switch parameters.maxSamples {
    case nil: break
    case .count(let number)?: try check("max_samples", number, in: 1...Bootstrap.mostDraws)
    case .fraction(let part)?:
      guard part > 0, part <= 1 else {
        throw .parameter(name: "max_samples", value: "\(part)", allowed: "a fraction above 0, up to 1")
      }
    }
  }
}
