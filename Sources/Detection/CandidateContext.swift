import Basis
import Onsets

/// What a candidate is among the others of its recording.
///
/// What it refers to is the loudest around, and the first: where a reflection beats the direct sound, these differ.
package struct CandidateContext {
  /// dB below the loudest from which a candidate is not asked about others.
  static let depth: Float = 30
  /// Samples within which reflections lie: 400 ms.
  static let echoes = 6400
  /// Samples within which two arrivals are one: 20 ms.
  static let own = 320
  /// Candidates that are compared as shots of the same gun.
  private static let witnesses = 6

  /// The measures that are features: not the levels themselves, which tell one microphone from another.
  private static let relative = CandidateMeasures.names.indices.filter {
    !["level", "floor"].contains(CandidateMeasures.names[$0])
  }

  /// Columns, at the beginning of a row, that are of the candidate alone.
  package static let ownCount = relative.count

  /// One name a column, in their order.
  package static let names =
    relative.map { CandidateMeasures.names[$0] } + [
      "gap-before", "step-before", "gap-after", "step-after",
      "since-louder-3", "since-as-loud", "since-weaker-6", "until-louder-3", "until-as-loud",
      "below-loudest", "below-before-1200", "below-after-400", "below-first",
      "count-before-50", "count-before-350", "count-before-1000", "count-after-350", "loud-count",
      "likeness-before", "likeness-before-lag", "likeness-before-step", "likeness-loudest-before",
      "likeness-after", "likeness-after-lag", "likeness-after-step",
      "likeness-others", "likeness-others-mean", "past-others", "future-others", "past-of-future",
      "tilt-before", "tilt-loudest", "tilt-after", "tilt-high-before",
      "echo-share", "echo-exact", "echo-lag", "echo-gain", "direct-share", "direct-exact", "direct-lag",
      "direct-gain",
      "echo-louder-share", "direct-louder-share", "proposal",
    ]

  private let all: [Candidate]
  private let lags: CandidateLags
  private let loudest: Float
  /// The scores of the rule that proposes onsets without a model.
  private let proposals: [Float]

  /// - Parameter candidates: a recording's, in order.
  package init(_ candidates: [Candidate]) {
    all = candidates
    lags = CandidateLags(candidates)
    loudest = candidates.map(\.level).max() ?? -90
    proposals = ArrivalScores.scores(of: candidates.map(\.arrival)).map { Float($0) }
  }

  /// The features of all candidates, `[candidates, names]`.
  package var rows: [Float] { all.indices.flatMap { row($0) } }

  private func row(_ index: Int) -> [Float] {
    let candidate = all[index]
    let before = near(index, -1, CandidateContext.echoes)
    let after = near(index, 1, CandidateContext.echoes)
    var row = CandidateContext.relative.map { candidate.measures[$0] }
    row += gaps(index)
    row += levels(index)
    row += counts(index)
    row += likeness(candidate, before, after)
    row += others(index)
    row += tilts(candidate, before, after)
    row += recurrence(index)
    row.append(proposals[index])
    return row
  }

  /// Milliseconds on a scale that is fine for short ones.
  private func scaled(_ samples: Int) -> Float { min(Float(samples) / 16, 3000) }

  private func gaps(_ index: Int) -> [Float] {
    let candidate = all[index]
    func since(_ excess: Float) -> Float {
      let found = all[..<index].last {
        $0.level >= candidate.level + excess && candidate.offset - $0.offset > CandidateContext.own
      }
      return found.map { scaled(candidate.offset - $0.offset) } ?? 3000
    }
    func until(_ excess: Float) -> Float {
      let found = all[(index + 1)...].first {
        $0.level >= candidate.level + excess && $0.offset - candidate.offset > CandidateContext.own
      }
      return found.map { scaled($0.offset - candidate.offset) } ?? 3000
    }
    let (last, next) = (index > 0 ? all[index - 1] : nil, index + 1 < all.count ? all[index + 1] : nil)
    return [
      last.map { scaled(candidate.offset - $0.offset) } ?? 3000,
      last.map { $0.level - candidate.level } ?? -60,
      next.map { scaled($0.offset - candidate.offset) } ?? 3000,
      next.map { $0.level - candidate.level } ?? -60,
      since(3), since(0), since(-6), until(3), until(0),
    ]
  }

  private func levels(_ index: Int) -> [Float] {
    let candidate = all[index]
    func most(_ range: ClosedRange<Int>) -> Float {
      let near = all.filter { range.contains($0.offset - candidate.offset) }
      return near.map(\.level).max().map { $0 - candidate.level } ?? -60
    }
    // The first loud one of what is not interrupted by 400 ms of nothing as loud.
    var first = index
    for earlier in stride(from: index - 1, through: 0, by: -1) {
      if all[first].offset - all[earlier].offset > CandidateContext.echoes { break }
      if all[earlier].level >= candidate.level - 10 { first = earlier }
    }
    return [
      loudest - candidate.level, most(-19_200 ... -CandidateContext.own),
      most(CandidateContext.own...CandidateContext.echoes),
      all[first].level - candidate.level,
    ]
  }

  private func counts(_ index: Int) -> [Float] {
    let offset = all[index].offset
    func count(_ range: ClosedRange<Int>) -> Float {
      Float(
        all.count {
          range.contains($0.offset - offset) && $0.level > loudest - CandidateContext.depth
        })
    }
    return [
      count(-800 ... -1), count(-5600 ... -1), count(-16_000 ... -1), count(1...5600),
      Float(all.count { $0.level > loudest - 10 }),
    ]
  }

  /// Candidates before (−1) or after (1), nearest first, outside the arrival's own 20 ms.
  private func near(_ index: Int, _ direction: Int, _ reach: Int) -> [Candidate] {
    var found: [Candidate] = []
    var other = index + direction
    while all.indices.contains(other), abs(all[other].offset - all[index].offset) <= reach {
      if abs(all[other].offset - all[index].offset) >= CandidateContext.own,
        all[other].level > loudest - CandidateContext.depth
      {
        found.append(all[other])
      }
      other += direction
    }
    return found
  }

  private func likeness(_ candidate: Candidate, _ before: [Candidate], _ after: [Candidate]) -> [Float] {
    func best(_ others: [Candidate], from level: Float) -> [Float] {
      let rated = others.filter { $0.level >= level }.map { ($0, CandidateLikeness.sound($0, candidate)) }
      guard let best = rated.max(by: { $0.1 < $1.1 }) else { return [0, 0, -60] }
      return [best.1, scaled(abs(best.0.offset - candidate.offset)), best.0.level - candidate.level]
    }
    let loudestBefore = before.max { $0.level < $1.level }
    return best(before, from: candidate.level - 12)
      + [loudestBefore.map { CandidateLikeness.sound($0, candidate) } ?? 0]
      + best(after, from: candidate.level - 6)
  }

  /// Candidates that could be other shots of the same gun: about as loud, elsewhere.
  private func witnesses(_ index: Int) -> ArraySlice<Candidate> {
    let candidate = all[index]
    let able = all.filter {
      abs($0.level - candidate.level) <= 8 && abs($0.offset - candidate.offset) > 5600
    }
    return able.sorted { ($1.level, $0.offset) < ($0.level, $1.offset) }.prefix(CandidateContext.witnesses)
  }

  private func others(_ index: Int) -> [Float] {
    let candidate = all[index]
    let others = witnesses(index)
    guard candidate.level > loudest - CandidateContext.depth, !others.isEmpty else {
      return [0, 0, 0, 0, 0]
    }
    let sounds = others.map { CandidateLikeness.sound($0, candidate) }.sorted(by: >)
    let rises = others.map { CandidateLikeness.rises(candidate, $0) }
    let top = sounds.prefix(3)
    let alike = rises.max { $0.future < $1.future }
    return [
      sounds[0], top.reduce(0, +) / Float(top.count), rises.map(\.past).max() ?? 0, alike?.future ?? 0,
      alike?.past ?? 0,
    ]
  }

  private func tilts(_ candidate: Candidate, _ before: [Candidate], _ after: [Candidate]) -> [Float] {
    func tilt(_ other: Candidate?, _ place: Int) -> Float {
      other.map { candidate.measures[place] - $0.measures[place] } ?? 0
    }
    let (early, late) = (before.max { $0.level < $1.level }, after.max { $0.level < $1.level })
    return [
      tilt(early, CandidateMeasures.tiltMiddle),
      tilt(all.max { $0.level < $1.level }, CandidateMeasures.tiltMiddle),
      tilt(late, CandidateMeasures.tiltMiddle), tilt(early, CandidateMeasures.tiltHigh),
    ]
  }

  /// How often the delay to what is before it recurs, and to what is after it.
  private func recurrence(_ index: Int) -> [Float] {
    guard all[index].level > loudest - CandidateContext.depth else {
      return [Float](repeating: 0, count: 10)
    }
    var (echo, direct) = (CandidateLags.Support(), CandidateLags.Support())
    var (echoLouder, directLouder): (Float, Float) = (0, 0)
    for other in stride(from: index - 1, through: 0, by: -1) {
      let delay = all[index].offset - all[other].offset
      if delay > CandidateLags.reach.upperBound { break }
      guard delay >= CandidateLags.reach.lowerBound else { continue }
      let found = lags.support(first: other, second: index)
      if found.share > echo.share { echo = found }
      if found.gain <= 0 { echoLouder = max(echoLouder, found.share) }
    }
    for other in (index + 1)..<max(index + 1, all.count) {
      let delay = all[other].offset - all[index].offset
      if delay > CandidateLags.reach.upperBound { break }
      guard delay >= CandidateLags.reach.lowerBound else { continue }
      let found = lags.support(first: index, second: other)
      if found.share > direct.share { direct = found }
      if found.gain >= 0 { directLouder = max(directLouder, found.share) }
    }
    return [
      echo.share, echo.exact, scaled(echo.delay), echo.gain, direct.share, direct.exact, scaled(direct.delay),
      direct.gain, echoLouder, directLouder,
    ]
  }
}
