import Basis

/// Tells rounds from reflections.
struct RoundSelection {
  /// Other rounds that are asked whether a delay recurs.
  private static let witnesses = 24

  private let arrivals: [Arrival]
  private let inBurst: [Bool]

  /// - Parameters:
  ///   - arrivals: ascending.
  ///   - inBurst: whether each belongs to a burst.
  init(_ arrivals: [Arrival], inBurst: [Bool]) {
    self.arrivals = arrivals
    self.inBurst = inBurst
  }

  /// The rounds among loud arrivals, ascending.
  func rounds(loud: [Int]) -> [Round] {
    let reflection = LoudReflection(arrivals: arrivals, loud: loud, inBurst: inBurst)
    let all = loud.indices.map { round(at: loud[$0], delay: reflection.delay(of: $0)) }
      .sorted { ($0.offset, $0.main) < ($1.offset, $1.main) }
    var kept: [Round] = []
    for (place, round) in all.enumerated() where !isReflection(round, of: kept, in: all, at: place) {
      kept.append(round)
    }
    return kept
  }

  /// The round of a loud arrival, so far behind its direct sound.
  private func round(at main: Int, delay: Int?) -> Round {
    guard let delay else { return Round(offset: arrivals[main].offset, direct: main, main: main) }
    let expected = arrivals[main].offset - delay
    let direct = arrivals.nearest(to: expected, within: LoudReflection.tolerance)
    return Round(offset: direct.map { arrivals[$0].offset } ?? expected, direct: direct, main: main)
  }

  private func isReflection(_ round: Round, of kept: [Round], in all: [Round], at place: Int) -> Bool {
    for earlier in kept.reversed() {
      let gap = round.offset - earlier.offset
      if gap < ArrivalGroups.hold { return true }
      if gap > Loudness.memory { return false }
      let mainOffset = arrivals[earlier.main].offset
      if mainOffset != earlier.offset, abs(round.offset - mainOffset) <= LoudReflection.tolerance {
        return true
      }
      if inBurst[round.main] { continue }
      let drop = arrivals[earlier.main].level - arrivals[round.main].level
      if drop > Loudness.maskingDrop(after: gap) { return true }
      if recurs(gap, drop: drop, between: earlier, and: round, in: all, at: place) { return true }
    }
    return false
  }

  /// Whether most of the other rounds, too, have something so long after them, so much weaker.
  private func recurs(
    _ gap: Int, drop: Float, between earlier: Round, and later: Round, in all: [Round], at place: Int
  ) -> Bool {
    let range = max(0, place - RoundSelection.witnesses)..<min(all.count, place + RoundSelection.witnesses)
    if isSteady(later, among: all[range]) { return false }
    var (asked, agreed) = (0, 0)
    for other in all[range] where abs(other.offset - later.offset) <= Loudness.reach {
      if abs(other.offset - earlier.offset) < ArrivalGroups.hold { continue }
      if abs(other.offset - later.offset) < ArrivalGroups.hold { continue }
      // What may be a reflection itself cannot be asked.
      if all[range].contains(where: { isBehind(other, $0, by: gap) }) { continue }
      asked += 1
      let expected = other.offset + gap
      guard let index = arrivals.nearest(to: expected, within: LoudReflection.tolerance) else { continue }
      if abs(arrivals[other.main].level - arrivals[index].level - drop) <= 4 { agreed += 1 }
    }
    return asked > 0 && Double(agreed) >= 0.6 * Double(asked)
  }

  /// Whether a round stands so long after another.
  private func isBehind(_ round: Round, _ other: Round, by gap: Int) -> Bool {
    abs(round.offset - other.offset - gap) <= LoudReflection.tolerance
  }

  /// Whether a round is one of three at one distance, about as loud as each other: steady fire, which echoes are not.
  private func isSteady(_ round: Round, among others: ArraySlice<Round>) -> Bool {
    let alike = others.filter { abs($0.offset - round.offset) <= 2 * Loudness.memory && areAlike($0, round) }
    return alike.contains { other in
      let gap = abs(other.offset - round.offset)
      guard (ArrivalGroups.hold...Loudness.memory).contains(gap) else { return false }
      let early = min(other.offset, round.offset)
      return alike.contains { third in
        abs(third.offset - (early - gap)) <= LoudReflection.tolerance
          || abs(third.offset - (early + 2 * gap)) <= LoudReflection.tolerance
      }
    }
  }

  private func areAlike(_ first: Round, _ second: Round) -> Bool {
    BurstMembership.areAlike(arrivals[first.main], arrivals[second.main])
  }
}
