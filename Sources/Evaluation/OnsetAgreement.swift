import Basis

/// How far two annotators agree about the onsets of one recording.
public struct OnsetAgreement: Sendable, Equatable {
  /// One onset that both have.
  public struct Pair: Sendable, Equatable {
    /// Where the first annotator has it, in samples at 16 kHz.
    public let first: Int
    /// Where the second one has it.
    public let second: Int
    /// How much later the second one has it, in samples.
    public var difference: Int { second &- first }
    /// Half-way between the two, which is their median and their mean; the earlier of two middle samples.
    public var middle: Int { min(first, second) + Int(OnsetMatching.distance(first, second) / 2) }

    /// An onset that both have.
    public init(first: Int, second: Int) { (self.first, self.second) = (first, second) }
  }

  /// Onsets that both have, by rising time.
  public let pairs: [Pair]
  /// Onsets that only the first annotator has, ascending.
  public let onlyFirst: [Int]
  /// Onsets that only the second annotator has, ascending.
  public let onlySecond: [Int]

  /// Pairs the onsets of two annotators: as many as possible, and of these the nearest.
  ///
  /// - Parameters:
  ///   - first: offsets at 16 kHz, in any order.
  ///   - second: the same of the other annotator.
  ///   - ignored: stretches that either of them wants ignored: what only one has there is no dispute.
  ///   - collar: how far apart two marks of one onset may lie, in samples.
  public init(first: [Int], second: [Int], ignored: [Range<Int>] = [], collar: Int) {
    let found = OnsetMatching.nearestPairs(first: first, second: second, collar: collar)
    let (left, right) = (Set(found.map(\.first)), Set(found.map(\.second)))
    func isCounted(_ onset: Int) -> Bool { !ignored.contains { $0.contains(onset) } }
    pairs = found.map { Pair(first: first[$0.first], second: second[$0.second]) }
      .filter { isCounted($0.first) || isCounted($0.second) }
    onlyFirst = first.indices.filter { !left.contains($0) }.map { first[$0] }.filter(isCounted).sorted()
    onlySecond = second.indices.filter { !right.contains($0) }.map { second[$0] }.filter(isCounted).sorted()
  }
}

/// The agreement of two annotators over several recordings, in figures. The second one counts as the reference.
public struct AgreementFigures: Sendable, Equatable {
  /// Onsets that both have, that only the first has, and that only the second has.
  public let (matched, onlyFirst, onlySecond): (Int, Int, Int)
  /// How much later the second annotator has what both have, in samples; `nil` where they have nothing in common.
  public let differences: Spread?

  /// The figures of all recordings together.
  public init(_ recordings: [OnsetAgreement]) {
    let pairs = recordings.flatMap(\.pairs)
    matched = pairs.count
    onlyFirst = recordings.reduce(0) { $0 + $1.onlyFirst.count }
    onlySecond = recordings.reduce(0) { $0 + $1.onlySecond.count }
    differences = Spread(pairs.map { Double($0.difference) })
  }

  /// The share of the first one's onsets that the second one has too; `nil` where the first one has none.
  public var precision: Double? { fraction(Double(matched), Double(matched + onlyFirst)) }
  /// The share of the second one's onsets that the first one has too; `nil` where the second one has none.
  public var recall: Double? { fraction(Double(matched), Double(matched + onlySecond)) }
  /// Their harmonic mean, the same whoever comes first; `nil` where nobody has an onset.
  public var f: Double? { fraction(Double(2 * matched), Double(2 * matched + onlyFirst + onlySecond)) }
}
