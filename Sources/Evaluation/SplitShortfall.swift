/// One thing that the groups did not allow: a part without a label, or with far from its share of it.
public struct SplitShortfall: Sendable, Equatable {
  /// A split or a fold.
  public enum Part: Sendable, Equatable, CustomStringConvertible {
    /// One of train, val and test.
    case split(Split)
    /// One of the folds of what is not test.
    case fold(Int)

    /// `test`, `fold 3`.
    public var description: String {
      switch self {
      case .split(let split): split.rawValue
      case .fold(let fold): "fold \(fold)"
      }
    }
  }

  /// The part that falls short.
  public let part: Part
  /// The label that it is about.
  public let label: String
  /// The fraction of the label's rows that the part holds.
  public let share: Double
  /// The fraction that it was to hold.
  public let wanted: Double
  /// How many groups hold the label (for a fold: outside the test split).
  public let groups: Int
  /// The fraction of the label's rows in the largest of these groups.
  public let largestGroup: Double

  /// All shortfalls of a split: labels in order, splits before folds.
  static func found(
    in groups: [GroupCount], places: [String: GroupedSplit.Place], labels: [String], folds: Int
  ) -> [SplitShortfall] {
    let learning = groups.filter { places[$0.id]?.split != .test }
    return labels.flatMap { label in
      Split.allCases.compactMap { split in
        shortfall(.split(split), split.share, label, groups) { places[$0]?.split == split }
      }
        + (0..<folds).compactMap { fold in
          shortfall(.fold(fold), 1 / Double(folds), label, learning) { places[$0]?.fold == fold }
        }
    }
  }

  /// A part's shortfall where it holds nothing of the label, or is off by more than half its share (or of the rest).
  private static func shortfall(
    _ part: Part, _ wanted: Double, _ label: String, _ groups: [GroupCount], _ isInside: (String) -> Bool
  ) -> SplitShortfall? {
    let counted = groups.map { (id: $0.id, count: Double($0.counts[label] ?? 0)) }.filter { $0.count > 0 }
    let total = counted.reduce(0) { $0 + $1.count }
    guard total > 0 else { return nil }
    let share = counted.reduce(0) { $0 + (isInside($1.id) ? $1.count : 0) } / total
    guard share == 0 || abs(share - wanted) > min(wanted, 1 - wanted) / 2 else { return nil }
    return SplitShortfall(
      part: part, label: label, share: share, wanted: wanted, groups: counted.count,
      largestGroup: (counted.map(\.count).max() ?? 0) / total)
  }
}

extension SplitShortfall: CustomStringConvertible {
  /// A sentence without a full stop: `test has no GUN: only 2 groups hold it`.
  public var description: String {
    let holders = groups == 1 ? "one group holds it" : "\(groups) groups hold it"
    let reason = largestGroup > wanted ? ", the largest \(SplitShortfall.percent(largestGroup)) of it" : ""
    if share == 0 {
      let reason = groups < 3 ? "only \(holders)" : "the \(groups) groups that hold it lie elsewhere"
      return "\(part) has no \(label): \(reason)"
    }
    return "\(part) has \(SplitShortfall.percent(share)) of \(label) instead of "
      + "\(SplitShortfall.percent(wanted)): \(holders)\(reason)"
  }

  private static func percent(_ fraction: Double) -> String { "\(Int((fraction * 100).rounded())) %" }
}
