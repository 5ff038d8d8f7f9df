/// The part of a set that a chunk belongs to.
public enum Split: String, CaseIterable, Sendable, Hashable {
  /// What models learn from.
  case train
  /// What chooses between models, thresholds and epochs.
  case val
  /// What is looked at last, and once.
  case test

  /// The part of all rows that the split is to hold: 0.8, 0.1 and 0.1.
  public var share: Double {
    switch self {
    case .train: 0.8
    case .val, .test: 0.1
    }
  }
}
