import Basis

/// How a forest is grown; names, meanings and defaults are scikit-learn's (`RandomForestClassifier`).
public struct ForestParameters: Hashable, Sendable {
  /// What a split is judged by.
  public enum Criterion: String, Hashable, Sendable, CaseIterable {
    /// The Gini index.
    case gini
    /// Shannon's entropy, in bits.
    case entropy
    /// Another name for entropy.
    case logLoss = "log_loss"
  }

  /// A number of rows, or a fraction of the table's rows.
  public enum SampleCount: Hashable, Sendable {
    /// So many rows.
    case count(Int)
    /// This part of all rows, rounded up.
    case fraction(Double)
  }

  /// How many columns a node looks at; more where all of them are the same for all its rows.
  public enum MaxFeatures: Hashable, Sendable {
    /// √columns, rounded down.
    case squareRoot
    /// log2 columns, rounded down, at least 1.
    case log2
    /// So many.
    case count(Int)
    /// This part of all columns, rounded down, at least 1.
    case fraction(Double)
    /// All columns.
    case all
  }

  /// What a row's weight is multiplied by for its class.
  ///
  /// As in scikit-learn 1.9, weights decide how often a row is drawn into a tree's bootstrap sample, where it counts
  /// as often as it was drawn; without bootstrap samples they count in the tree itself.
  public enum ClassWeight: Hashable, Sendable {
    /// 1 for every class.
    case none
    /// Weight of all rows / (classes · weight of the class's rows).
    case balanced
    /// The same, counted in each tree's bootstrap sample and for the tree alone.
    case balancedSubsample
    /// One number a class, 0 or more.
    case given([Double])
  }

  /// Trees (`n_estimators`).
  public var nTrees: Int
  /// What a split is judged by.
  public var criterion: Criterion
  /// Levels below the root; `nil` for no limit.
  public var maxDepth: Int?
  /// Rows that a node needs to be split: distinct rows of the bootstrap sample.
  public var minSamplesSplit: SampleCount
  /// Rows that either side of a split needs: distinct rows.
  public var minSamplesLeaf: SampleCount
  /// Part of the tree's weight that either side of a split needs, 0...0.5.
  public var minWeightFractionLeaf: Double
  /// Columns that a node looks at.
  public var maxFeatures: MaxFeatures
  /// Leaves of a tree, the most useful splits first; `nil` for no limit.
  public var maxLeafNodes: Int?
  /// Fall of impurity, times the node's part of the weight, that a split needs.
  public var minImpurityDecrease: Double
  /// Whether each tree sees rows drawn with replacement.
  public var bootstrap: Bool
  /// Rows drawn for a tree, a fraction being one of the sum of all weights, rounded down; `nil` for as many as there
  /// are rows.
  public var maxSamples: SampleCount?
  /// Weights by class.
  public var classWeight: ClassWeight
  /// Impurity that a leaf costs when a grown tree is pruned (minimal cost-complexity pruning).
  public var ccpAlpha: Double
  /// Whether every row is judged by the trees that have not seen it.
  public var outOfBag: Bool
  /// Forests of different seeds are independent; the same seed gives the same bytes on any number of threads.
  public var seed: UInt64
  /// Threads.
  public var jobs: Int
  /// Levels that a column's values are divided into, 2...255.
  public var maxBins: Int

  /// Parameters; every one has scikit-learn's default.
  public init(
    nTrees: Int = 100, criterion: Criterion = .gini, maxDepth: Int? = nil,
    minSamplesSplit: SampleCount = .count(2), minSamplesLeaf: SampleCount = .count(1),
    minWeightFractionLeaf: Double = 0, maxFeatures: MaxFeatures = .squareRoot, maxLeafNodes: Int? = nil,
    minImpurityDecrease: Double = 0, bootstrap: Bool = true, maxSamples: SampleCount? = nil,
    classWeight: ClassWeight = .none, ccpAlpha: Double = 0, outOfBag: Bool = false, seed: UInt64 = 0,
    jobs: Int = Parallel.cores, maxBins: Int = 255
  ) {
    self.nTrees = nTrees
    self.criterion = criterion
    self.maxDepth = maxDepth
    self.minSamplesSplit = minSamplesSplit
    self.minSamplesLeaf = minSamplesLeaf
    self.minWeightFractionLeaf = minWeightFractionLeaf
    self.maxFeatures = maxFeatures
    self.maxLeafNodes = maxLeafNodes
    self.minImpurityDecrease = minImpurityDecrease
    self.bootstrap = bootstrap
    self.maxSamples = maxSamples
    self.classWeight = classWeight
    self.ccpAlpha = ccpAlpha
    self.outOfBag = outOfBag
    self.seed = seed
    self.jobs = jobs
    self.maxBins = maxBins
  }
}
