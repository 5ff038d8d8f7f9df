import Features
import RandomForest

/// All that decides a forest besides the rows: how its images are computed, and how it is grown.
public struct SearchSettings: Hashable, Sendable {
  /// How the images are computed.
  public var features: LogMelParameters
  /// How the trees are grown.
  public var forest: ForestParameters

  /// Settings; by default the original project's features and scikit-learn's forest.
  public init(
    features: LogMelParameters = LogMelParameters(), forest: ForestParameters = ForestParameters()
  ) {
    self.features = features
    self.forest = forest
  }
}
