import Features
import RandomForest

/// Every parameter that can be searched over.
public enum SearchParameters {
  /// Those of the forest, then those of the features.
  public static let all: [SearchParameter] = forest + features

  /// The parameter of a name; `nil` where there is none.
  public static func named(_ name: String) -> SearchParameter? { all.first { $0.name == name } }

  /// Those that decide how trees are grown.
  public static let forest: [SearchParameter] = [
    .count("n_estimators", \.forest.nTrees, in: 1...100_000, "Trees"),
    .optionalCount("max_depth", \.forest.maxDepth, in: 1...100_000, "Deepest level; none for no limit"),
    .rows("min_samples_split", \.forest.minSamplesSplit, least: 2, "Rows that a node needs to be split"),
    .rows("min_samples_leaf", \.forest.minSamplesLeaf, least: 1, "Rows that a leaf needs"),
    .number(
      "min_weight_fraction_leaf", \.forest.minWeightFractionLeaf, in: 0...0.5,
      "Share of all weight that a leaf needs"),
    maxFeatures,
    .optionalCount(
      "max_leaf_nodes", \.forest.maxLeafNodes, in: 2...1_000_000_000, "Leaves of a tree; none for no limit"),
    .number(
      "min_impurity_decrease", \.forest.minImpurityDecrease, in: 0...1e9, "Improvement that a split needs"),
    .choice(
      "criterion", \.forest.criterion, ["gini": .gini, "entropy": .entropy, "log_loss": .logLoss],
      "What a split improves"),
    .flag("bootstrap", \.forest.bootstrap, "Whether a tree gets a sample with replacement"),
    maxSamples,
    .choice(
      "class_weight", \.forest.classWeight,
      ["none": .none, "balanced": .balanced, "balanced_subsample": .balancedSubsample],
      "Weights of the classes"),
    .number("ccp_alpha", \.forest.ccpAlpha, in: 0...1e9, "Complexity that pruning charges for a leaf"),
    .count("max_bins", \.forest.maxBins, in: 2...255, "Levels that a column is binned to"),
  ]

  private static let maxFeatures = SearchParameter(
    name: "max_features", help: "Columns that a node looks at",
    allowed: "sqrt, log2, all, a whole number from 1 on, or a share with a decimal point such as 0.1",
    words: ["sqrt", "log2", "all"], isFeature: false,
    read: { text in
      ["sqrt", "log2"].contains(text)
        ? .word(text)
        : text == "all" || text == "none" ? ParameterValue.none : SampleText.value(text, least: 1)
    },
    value: { settings in
      switch settings.forest.maxFeatures {
      case .squareRoot: .word("sqrt")
      case .log2: .word("log2")
      case .all: .none
      case .count(let count): .count(count)
      case .fraction(let share): .number(share)
      }
    },
    set: { value, settings in
      settings.forest.maxFeatures =
        switch value {
        case .word("log2"): .log2
        case .count(let count): .count(count)
        case .number(let share): .fraction(share)
        case .none: .all
        default: .squareRoot
        }
    })

  private static let maxSamples = SearchParameter(
    name: "max_samples", help: "Rows drawn for a tree; none for as many as there are",
    allowed: "none, a whole number from 1 on, or a share with a decimal point such as 0.5", words: ["none"],
    isFeature: false,
    read: { $0 == "none" ? ParameterValue.none : SampleText.value($0, least: 1) },
    value: { $0.forest.maxSamples.map(SampleText.value) ?? .none },
    set: { $1.forest.maxSamples = SampleText.count($0) })

  /// Those that decide what the images look like.
  public static let features: [SearchParameter] = [
    .count("n_fft", \.features.nFFT, in: 2...1_048_576, "Samples of the FFT", isFeature: true),
    .count(
      "hop_length", \.features.hopLength, in: 1...1_048_576, "Samples from one frame to the next",
      isFeature: true),
    .count("win_length", \.features.winLength, in: 1...1_048_576, "Samples of the window", isFeature: true),
    .count("n_mels", \.features.nMels, in: 1...4096, "Mel bands", isFeature: true),
    .number("f_min", \.features.fMin, in: 0...8000, "Lower edge of the lowest band in Hz", isFeature: true),
    .number("f_max", \.features.fMax, in: 0...8000, "Upper edge of the highest band in Hz", isFeature: true),
    .count("power", \.features.power, in: 1...2, "Sum magnitudes (1) or powers (2)", isFeature: true),
    .number(
      "amplitude_offset", \.features.amplitudeOffset, in: 1e-30...1e6,
      "Added to each mel value before the logarithm", isFeature: true),
    .cases("window", \.features.window, "The taper"),
    .cases("pad_mode", \.features.padMode, "What lies beyond the ends of a chunk"),
    .cases("mel_scale", \.features.melScale, "How frequency becomes pitch"),
    .cases("norm", \.features.norm, "How bands are scaled against each other"),
    .cases("reference", \.features.reference, "What counts as 0 dB"),
    .flag("center", \.features.center, "Whether frames are centred at multiples of the hop", isFeature: true),
  ]
}

/// Counts of rows, or shares of them, as scikit-learn takes them.
enum SampleText {
  static func value(_ text: String, least: Int) -> ParameterValue? {
    if let count = NumberText.whole(text) {
      return (least...1 << 40).contains(count) ? .count(count) : nil
    }
    guard let share = NumberText.decimal(text), share > 0, share <= 1 else { return nil }
    return .number(share)
  }

  static func value(_ count: ForestParameters.SampleCount) -> ParameterValue {
    switch count {
    case .count(let count): .count(count)
    case .fraction(let share): .number(share)
    }
  }

  static func count(_ value: ParameterValue) -> ForestParameters.SampleCount? {
    switch value {
    case .count(let count): .count(count)
    case .number(let share): .fraction(share)
    default: nil
    }
  }
}

/// Numbers as people write them: no blanks, no plus, nothing that only a program would understand.
enum NumberText {
  static func whole(_ text: String) -> Int? {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }

  static func decimal(_ text: String) -> Double? {
    guard text.utf8.contains(where: { (48...57).contains($0) }),
      text.utf8.allSatisfy({ "0123456789.eE-".utf8.contains($0) })
    else { return nil }
    return Double(text)
  }
}
