import Files
import RandomForest

extension ForestParameters {
  /// What decides how the trees grow, under scikit-learn's names.
  var members: [JSON.Member] {
    [
      ("n_estimators", .number(nTrees)), ("criterion", .string(criterion.rawValue)),
      ("max_depth", maxDepth.map { .number($0) } ?? .null), ("min_samples_split", minSamplesSplit.json),
      ("min_samples_leaf", minSamplesLeaf.json), ("min_weight_fraction_leaf", .number(minWeightFractionLeaf)),
      ("max_features", maxFeatures.json), ("max_leaf_nodes", maxLeafNodes.map { .number($0) } ?? .null),
      ("min_impurity_decrease", .number(minImpurityDecrease)), ("bootstrap", .bool(bootstrap)),
      ("max_samples", maxSamples?.json ?? .null), ("class_weight", classWeight.json),
      ("ccp_alpha", .number(ccpAlpha)), ("max_bins", .number(maxBins)), ("seed", .string(String(seed))),
    ].map { JSON.Member($0.0, $0.1) }
  }
}

extension ForestParameters.SampleCount {
  fileprivate var json: JSON.Value {
    switch self {
    case .count(let count): .number(count)
    case .fraction(let fraction): .number(fraction)
    }
  }
}

extension ForestParameters.MaxFeatures {
  fileprivate var json: JSON.Value {
    switch self {
    case .squareRoot: "sqrt"
    case .log2: "log2"
    case .all: .null
    case .count(let count): .number(count)
    case .fraction(let fraction): .number(fraction)
    }
  }
}

extension ForestParameters.ClassWeight {
  fileprivate var json: JSON.Value {
    switch self {
    case .none: .null
    case .balanced: "balanced"
    case .balancedSubsample: "balanced_subsample"
    case .given(let weights): .array(weights.map { .number($0) })
    }
  }
}
