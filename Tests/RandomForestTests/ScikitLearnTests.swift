import RandomForest
import Testing

/// One tree of a forest without bootstrap that looks at all columns is determined, but for ties: so every parameter
/// can be held against scikit-learn 1.9.1. The numbers are those that no `random_state` changes, of
///
///     def table(rows, columns, classes, levels):
///         s = 12345; v = []
///         for _ in range(rows * (columns + 1)):
///             s = (s * 1103515245 + 12345) % 2147483648; v.append(s >> 8)
///         v = np.array(v).reshape(rows, columns + 1)
///         X = (v[:, :columns] % levels).astype(np.float32)
///         return X, ((X[:, 0] + 2 * X[:, 1] - X[:, 2] + v[:, columns] % 100) // 7 % classes).astype(int)
///     X, y = table(1500, 6, classes, 97); w = 1 + (np.arange(1500) % 3) * 0.5
///     m = RandomForestClassifier(1, bootstrap=False, max_features=None, ...).fit(X, y, sample_weight=w or None)
///     p = m.predict_proba(X); t = m.estimators_[0].tree_
///     print(t.node_count, t.max_depth, (p * np.arange(1, classes + 1)).sum(1) @ (1 + np.arange(1500) % 7),
///           m.feature_importances_ @ np.arange(1, 7))
@Suite("Agreement with scikit-learn") struct ScikitLearnTests {
  /// Name, classes, weighted; nodes, depth, sum of probabilities, sum of importances.
  typealias Case = (String, Int, Bool, Int, Int, Double, Double)

  static let cases: [Case] = [
    ("depth", 2, false, 29, 4, 8853.723715830, 3.535060317),
    ("split", 2, false, 63, 13, 8858.442333383, 3.006272093),
    ("split", 2, true, 53, 10, 8890.527395059, 3.241523858),
    ("leaf", 2, false, 57, 10, 8853.357569905, 2.994448470),
    ("leaf", 2, true, 57, 8, 8891.659807334, 3.214990809),
    ("leafFraction", 2, false, 47, 7, 8857.822275335, 3.077998427),
    ("leafFraction", 2, true, 45, 7, 8880.746927832, 3.250616370),
    ("weightLeaf", 2, false, 27, 5, 8864.430677037, 3.301115615),
    ("weightLeaf", 2, true, 27, 5, 8876.557776045, 3.242470989),
    ("decrease", 2, false, 51, 8, 8859.172231993, 2.559858002),
    ("decrease", 2, true, 57, 8, 8906.934452270, 3.266712055),
    ("leaves", 2, false, 23, 6, 8863.002307591, 3.829775912),
    ("leaves", 2, true, 23, 7, 8893.822410363, 3.245283197),
    ("ccp", 2, false, 19, 6, 8870.329058678, 3.106780688),
    ("ccp", 2, true, 33, 7, 8886.594612197, 3.155430311),
    ("entropy", 2, false, 29, 4, 8858.568987535, 3.726182745),
    ("balanced", 2, false, 29, 4, 8970.324630398, 3.544255082),
    ("balanced", 2, true, 31, 4, 8991.092956750, 3.326980869),
    ("entropyLeaves", 2, false, 17, 6, 8869.485773893, 3.342024357),
    ("entropyLeaves", 2, true, 17, 5, 8881.275588180, 3.601786526),
    ("given", 2, false, 47, 7, 10308.864999025, 3.294109394),
    ("given", 2, true, 53, 8, 10283.722844851, 3.348599306),
    ("split", 3, false, 59, 16, 12111.087420866, 2.694146268),
    ("split", 3, true, 65, 16, 12112.789373302, 3.477521150),
    ("leaf", 3, true, 55, 10, 12103.524173592, 3.483505555),
    ("leafFraction", 3, false, 47, 10, 12114.620592993, 3.102927253),
    ("leafFraction", 3, true, 51, 10, 12098.433356456, 3.534987796),
    ("weightLeaf", 3, false, 27, 9, 12127.818495732, 3.309663076),
    ("weightLeaf", 3, true, 31, 9, 12087.089257046, 3.278223935),
    ("decrease", 3, false, 63, 11, 12124.527047813, 2.978246526),
    ("decrease", 3, true, 65, 11, 12127.482269053, 3.531317095),
    ("leaves", 3, false, 23, 5, 12113.448238349, 2.423054136),
    ("leaves", 3, true, 23, 6, 12098.388386999, 2.569613195),
    ("ccp", 3, false, 7, 2, 12116.220841281, 2.129204392),
    ("ccp", 3, true, 31, 7, 12122.215862949, 3.096672575),
    ("entropyLeaves", 3, false, 17, 5, 12112.897647453, 2.952478908),
    ("entropyLeaves", 3, true, 17, 5, 12088.668281994, 2.473880201),
    ("given", 3, false, 49, 9, 11343.052661112, 3.081753033),
    ("given", 3, true, 51, 10, 11327.877514955, 4.075742696),
  ]

  static func parameters(_ name: String, classes: Int) -> ForestParameters {
    var parameters = ForestParameters(nTrees: 1, maxFeatures: .all, bootstrap: false)
    switch name {
    case "depth": parameters.maxDepth = 4
    case "split": parameters.minSamplesSplit = .count(120)
    case "leaf": parameters.minSamplesLeaf = .count(40)
    case "leafFraction": parameters.minSamplesLeaf = .fraction(0.031)
    case "weightLeaf": parameters.minWeightFractionLeaf = 0.05
    case "decrease": (parameters.minImpurityDecrease, parameters.minSamplesLeaf) = (0.0012, .count(30))
    case "leaves": parameters.maxLeafNodes = 12
    case "ccp": (parameters.ccpAlpha, parameters.minSamplesLeaf) = (0.002, .count(30))
    case "entropy": (parameters.criterion, parameters.maxDepth) = (.entropy, 4)
    case "balanced": (parameters.classWeight, parameters.maxDepth) = (.balanced, 4)
    case "entropyLeaves": (parameters.criterion, parameters.maxLeafNodes) = (.logLoss, 9)
    default:
      parameters.classWeight = .given(Array([1, 3, 0.5].prefix(classes)))
      parameters.minWeightFractionLeaf = 0.03
    }
    return parameters
  }

  static func table(classes: Int) -> (FeatureTable, labels: [Int]) {
    var state = 12345
    var values: [Float] = []
    var labels: [Int] = []
    for _ in 0..<1500 {
      let drawn = (0..<7).map { _ -> Int in
        state = (state * 1_103_515_245 + 12345) % 2_147_483_648
        return state >> 8
      }
      let row = drawn.prefix(6).map { $0 % 97 }
      values += row.map { Float($0) }
      let sum = row[0] + 2 * row[1] - row[2] + drawn[6] % 100
      labels.append((Int((Double(sum) / 7).rounded(.down)) % classes + classes) % classes)
    }
    return (FeatureTable(rows: 1500, columns: 6, values: values), labels)
  }

  @Test("every parameter means what scikit-learn means by it", arguments: 0..<cases.count)
  func agreement(number: Int) throws {
    let (name, classes, isWeighted, nodes, depth, probabilitySum, importanceSum) = Self.cases[number]
    let (table, labels) = Self.table(classes: classes)
    let parameters = Self.parameters(name, classes: classes)
    let weights = (0..<1500).map { 1 + Double($0 % 3) * 0.5 }
    let forest = try Forest.fit(
      table, labels: labels, classCount: classes, sampleWeights: isWeighted ? weights : nil,
      parameters: parameters)
    let probabilities = try forest.probabilities(table)
    var sum = 0.0
    for row in 0..<1500 {
      for label in 0..<classes {
        sum += probabilities[row * classes + label] * Double(label + 1) * Double(1 + row % 7)
      }
    }
    let importance = forest.impurityImportance(criterion: parameters.criterion)
    #expect(forest.nodeCount == nodes)
    #expect(forest.depth(tree: 0) == depth)
    #expect(abs(sum - probabilitySum) < 5e-3)
    #expect(abs(zip(importance, 1...6).reduce(0) { $0 + $1.0 * Double($1.1) } - importanceSum) < 1e-6)
  }
}
