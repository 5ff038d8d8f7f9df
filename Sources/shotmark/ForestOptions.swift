import Basis
import RandomForest

/// How a node's impurity is measured.
package enum CriterionChoice: String, Sendable, CaseIterable {
  /// Gini's.
  case gini
  /// Shannon's information.
  case entropy
  /// The same under its other name.
  case logLoss

  var criterion: ForestParameters.Criterion {
    switch self {
    case .gini: .gini
    case .entropy: .entropy
    case .logLoss: .logLoss
    }
  }
}

/// How classes are weighted.
package enum ClassWeightChoice: String, Sendable, CaseIterable {
  /// All rows alike.
  case none
  /// Classes alike.
  case balanced
  /// Classes alike in each tree's rows.
  case balancedSubsample

  var weights: ForestParameters.ClassWeight {
    switch self {
    case .none: .none
    case .balanced: .balanced
    case .balancedSubsample: .balancedSubsample
    }
  }
}

extension ValueKind where Value == ForestParameters.SampleCount {
  /// A whole number from `least` on, or a decimal number up to 1, as scikit-learn takes them.
  static func countOrShare(least: Int) -> Self {
    let remedy = "give a whole number from \(least) on, or a share with a decimal point such as 0.1"
    return ValueKind("N|SHARE") { bytes in
      let text = Path(bytes: bytes).description
      if let count = Int(text), bytes.allSatisfy({ (48...57).contains($0) }),
        (least...1 << 40).contains(count)
      {
        return .count(count)
      }
      let isPlain = bytes.contains(UInt8(ascii: ".")) && bytes.allSatisfy { "0123456789.".utf8.contains($0) }
      if isPlain, let share = Double(text), share > 0, share <= 1 { return .fraction(share) }
      throw UnreadableValue(what: "\(quoted(text)) is neither a count nor a share", remedy: remedy)
    }
  }
}

/// The options of a forest, named as in scikit-learn.
package enum ForestOptions {
  static let nTrees = Option("n-trees", .count(in: 1...100_000), .standard(100, shown: "100"), "Trees")
  static let criterion = Option(
    "criterion", .choice(CriterionChoice.self, named: "WHICH"), .standard(.gini, shown: "gini"),
    "What a split improves: gini, entropy or log-loss")
  static let maxDepth = Option(
    "max-depth", .count(in: 1...100_000), .optional, "Deepest level; default: no limit")
  static let minSamplesSplit = Option(
    "min-samples-split", .countOrShare(least: 2), .standard(.count(2), shown: "2"),
    "Rows that a node needs to be split")
  static let minSamplesLeaf = Option(
    "min-samples-leaf", .countOrShare(least: 1), .standard(.count(1), shown: "1"), "Rows that a leaf needs")
  static let minWeightFractionLeaf = Option(
    "min-weight-fraction-leaf", .number(in: 0...0.5, named: "SHARE"), .standard(0, shown: "0"),
    "Share of all weight that a leaf needs")
  static let maxFeatures = Option(
    "max-features",
    ValueKind<ForestParameters.MaxFeatures>("sqrt|log2|all|N|SHARE", .words(["sqrt", "log2", "all"])) {
      bytes in
      switch Path(bytes: bytes).description {
      case "sqrt": .squareRoot
      case "log2": .log2
      case "all": .all
      default:
        switch try ValueKind<ForestParameters.SampleCount>.countOrShare(least: 1).read(bytes) {
        case .count(let count): .count(count)
        case .fraction(let share): .fraction(share)
        }
      }
    }, .standard(.squareRoot, shown: "sqrt"), "Columns that a node looks at")
  static let maxLeafNodes = Option(
    "max-leaf-nodes", .count(in: 2...1_000_000_000), .optional, "Leaves of a tree; default: no limit")
  static let minImpurityDecrease = Option(
    "min-impurity-decrease", .number(in: 0...1e9, named: "X"), .standard(0, shown: "0"),
    "Improvement that a split needs")
  static let noBootstrap = Flag(
    "no-bootstrap", "Give each tree all rows instead of a sample with replacement")
  static let maxSamples = Option(
    "max-samples", .countOrShare(least: 1), .optional, "Rows drawn for a tree; default: as many as there are")
  static let classWeight = Option(
    "class-weight", .choice(ClassWeightChoice.self, named: "WHICH"), .standard(.none, shown: "none"),
    "Weights of the classes: none, balanced or balanced-subsample")
  static let ccpAlpha = Option(
    "ccp-alpha", .number(in: 0...1e9, named: "X"), .standard(0, shown: "0"),
    "Complexity that pruning charges for a leaf")
  static let outOfBag = Flag("out-of-bag", "Also score each row by the trees that have not seen it")
  static let maxBins = Option(
    "max-bins", .count(in: 2...255), .standard(255, shown: "255"), "Levels that a column is binned to")

  static let group = OptionGroup(
    "Forest",
    [
      nTrees, criterion, maxDepth, minSamplesSplit, minSamplesLeaf, minWeightFractionLeaf, maxFeatures,
      maxLeafNodes, minImpurityDecrease, noBootstrap, maxSamples, classWeight, ccpAlpha, outOfBag, maxBins,
    ])
}
