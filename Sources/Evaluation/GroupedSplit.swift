import Basis

/// How many rows of each label a group holds, and where it lies already.
public struct GroupCount: Sendable, Equatable {
  /// The group's name, unique among those given.
  public var id: String
  /// Rows by label.
  public var counts: [String: Int]
  /// The split that the group has and keeps; `nil` for a new group.
  public var split: Split?
  /// The fold that the group has and keeps; it counts only together with `split`.
  public var fold: Int?

  /// A group's rows by label; without `split` the group is new.
  public init(id: String, counts: [String: Int], split: Split? = nil, fold: Int? = nil) {
    self.id = id
    self.counts = counts
    self.split = split
    self.fold = fold
  }
}

/// Splits and folds for whole groups: 80 % train, 10 % val and 10 % test of every label, and five folds of what
/// is not test.
///
/// No group is ever divided. Groups that have a split and a fold keep them, and new ones fill the deficits. The
/// result depends on the names, the counts and the seed alone, not on the order of the groups.
public struct GroupedSplit: Sendable, Equatable {
  /// Where a group lies; only test groups have no fold.
  public struct Place: Sendable, Equatable {
    /// The group's split.
    public let split: Split
    /// The group's fold in `0..<folds`; `nil` in the test split.
    public let fold: Int?
  }

  /// The folds unless told otherwise: 5.
  public static let folds = 5

  /// The place of each group, by its name.
  public let places: [String: Place]
  /// What the groups did not allow, in words for people; empty where all went well.
  public let shortfalls: [SplitShortfall]

  /// Draws the places of all groups.
  ///
  /// - Throws: `EvaluationError` where a name is there twice, a count is negative or a fold does not exist.
  public init(groups: [GroupCount], seed: UInt64, folds: Int = GroupedSplit.folds) throws {
    guard folds >= 2 else { throw EvaluationError.tooFewFolds(folds) }
    try GroupedSplit.check(groups, folds: folds)
    let labels = Set(groups.flatMap { $0.counts.filter { $0.value > 0 }.keys }).sorted()
    let ordered = groups.sorted { $0.id < $1.id }
    let key = RandomKey(seed: seed)

    // Where a label has two groups only, test comes before val: a figure nobody may trust is worth less than none.
    let splits: [Split] = [.train, .test, .val]
    let splitParts = zip(splits, [4.0, 2, 1]).map { Apportionment.Part(share: $0.share, importance: $1) }
    let splitItems = ordered.map { group in
      Apportionment.Item(
        rank: key.adding("split").adding(group.id).value,
        counts: labels.map { Double(group.counts[$0] ?? 0) },
        fixed: group.split.flatMap(splits.firstIndex))
    }
    let splitPlaces = Apportionment(splitItems, labels: labels.count, parts: splitParts).places.map {
      splits[$0]
    }

    let learning = ordered.indices.filter { splitPlaces[$0] != .test }
    let foldItems = learning.map { index in
      Apportionment.Item(
        rank: key.adding("fold").adding(ordered[index].id).value, counts: splitItems[index].counts,
        fixed: ordered[index].split == nil ? nil : ordered[index].fold)
    }
    let foldPart = Apportionment.Part(share: 1 / Double(folds), importance: 1)
    let foldPlaces = Apportionment(
      foldItems, labels: labels.count, parts: [Apportionment.Part](repeating: foldPart, count: folds)
    ).places
    let foldOf = Dictionary(uniqueKeysWithValues: zip(learning, foldPlaces))

    places = Dictionary(
      uniqueKeysWithValues: ordered.indices.map {
        (ordered[$0].id, Place(split: splitPlaces[$0], fold: foldOf[$0]))
      })
    shortfalls = SplitShortfall.found(in: groups, places: places, labels: labels, folds: folds)
  }

  /// The place of a group.
  public subscript(id: String) -> Place? { places[id] }

  /// The leaky random split for comparison: each row a group of its own.
  ///
  /// - Parameter rows: a name, unique among the rows, and the label of each row.
  public static func leaky(rows: [(id: String, label: String)], seed: UInt64) throws -> GroupedSplit {
    try GroupedSplit(
      groups: rows.map { GroupCount(id: $0.id, counts: [$0.label: 1]) }, seed: seed)
  }

  static func check(_ groups: [GroupCount], folds: Int) throws {
    var seen: Set<String> = []
    for group in groups {
      guard seen.insert(group.id).inserted else { throw EvaluationError.groupTwice(id: group.id) }
      for (label, count) in group.counts.sorted(by: { $0.key < $1.key }) where count < 0 {
        throw EvaluationError.negativeCount(group: group.id, label: label, count: count)
      }
      guard let split = group.split, let fold = group.fold else { continue }
      if split == .test || !(0..<folds).contains(fold) {
        throw EvaluationError.foldUnknown(group: group.id, fold: fold, folds: folds, split: split)
      }
    }
  }
}
