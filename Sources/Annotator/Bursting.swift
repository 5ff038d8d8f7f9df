import Annotation
import Basis
import Onsets
import Screen

// Bursts: rounds laid at a steady rate, or tapped along.
extension Model {
  /// 600 rounds a minute, until the sound has been asked.
  private static let usualPeriod = 1600.0
  private static let mostRounds = 500

  mutating func beginBurst() -> [Effect] {
    guard !isReadOnly else { return refuse() }
    let start = onset(near: cursor, besides: []) ?? cursor
    mode = .burst(BurstLaying(start: start, period: Model.usualPeriod, rounds: 5))
    return samplesForBurst() + [.burst(from: start)]
  }

  /// What the burst sounds like, if it is still being laid.
  mutating func hear(period: Double, rounds: Int) {
    guard case .burst(var burst) = mode, period.isFinite, period >= 100 else { return }
    burst.period = period
    burst.rounds = min(max(1, rounds), Model.mostRounds)
    mode = .burst(burst)
  }

  mutating func press(_ key: Key, laying burst: BurstLaying) -> [Effect] {
    if collectBurstDigit(key) { return [] }
    var burst = burst
    let times = count ?? 1
    count = nil
    switch keymap.act(key, inBurst: true) {
    case .burstMore: burst.rounds = min(burst.rounds + times, Model.mostRounds)
    case .burstFewer: burst.rounds = max(1, burst.rounds - times)
    case .burstSlower: burst.period = min(burst.period * (1 + 0.01 * Double(times)), 16_000)
    case .burstFaster: burst.period = max(burst.period / (1 + 0.01 * Double(times)), 320)
    case .left, .nudgeLeft: burst.start = max(0, burst.start - step(times))
    case .right, .nudgeRight: burst.start = min(burst.start + step(times), max(0, length - 1))
    case .accept, .mark: return commit(burst)
    case .cancel:
      mode = .normal
      return []
    case .undo:
      mode = .normal
      return []
    case .play:
      mode = .burst(burst)
      return play()
    default:
      note = Note(text: "+ − rounds · ( ) rate · ← → start · Enter marks them · Esc leaves", isTrouble: false)
    }
    mode = .burst(burst)
    return samplesForBurst()
  }

  private func step(_ times: Int) -> Int { min(times, 1_000_000) * max(1, Int(samplesPerColumn / 4)) }

  private mutating func collectBurstDigit(_ key: Key) -> Bool {
    guard case .character(let scalar) = key, ("0"..."9").contains(scalar) else { return false }
    count = min((count ?? 0) * 10 + Int(scalar.value - 48), 10_000)
    return true
  }

  /// All rounds must be in memory to be snapped.
  private mutating func samplesForBurst() -> [Effect] {
    guard case .burst(let burst) = mode else { return [] }
    let end = burst.start + Int(burst.period * Double(burst.rounds)) + 2000
    let range = (burst.start - 3000..<max(burst.start, end)).clamped(to: 0..<length)
    guard let known = askedSamples, known.lowerBound <= range.lowerBound, known.upperBound >= range.upperBound
    else {
      askedSamples = range
      return [.samples(range)]
    }
    return []
  }

  /// Where the rounds would be marked.
  package func places(of burst: BurstLaying) -> [Int] {
    let ghosts = Burst.ghosts(start: burst.start, period: burst.period, rounds: burst.rounds).filter {
      $0 < length
    }
    guard let first = ghosts.first, let last = ghosts.last, near.range.contains(first),
      near.range.contains(last)
    else { return ghosts }
    return Burst.snapped(ghosts, period: burst.period, in: near.values, firstSample: near.first)
  }

  private mutating func commit(_ burst: BurstLaying) -> [Effect] {
    mode = .normal
    let known = marks.offsets
    // A round that has a mark is not marked again.
    let new = places(of: burst).filter { !Model.has(known, near: $0, within: Int(burst.period / 5)) }
    let changes = new.map { change(adding: $0) }
    let effects = perform(
      changes, from: cursor, words: "\(new.count) rounds at \(Model.tenths(burst.rate)) a second")
    guard !effects.isEmpty, let last = new.last else {
      note = note ?? Note(text: "these rounds are marked already", isTrouble: false)
      return []
    }
    let said = note
    go(to: last)
    if let next = pending.first(behind: last, \.offset) { focus(on: next.offset) }
    note = said
    return effects + askEchoes()
  }

  static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  // Tapping along.

  mutating func beginTapping() -> [Effect] {
    guard !isReadOnly else { return refuse() }
    mode = .tapping
    tapDifferences = []
    note = Note(text: "tap along with \(keymap.name(.tap)); \(keymap.name(.cancel)) ends", isTrouble: false)
    return play(from: cursor)
  }

  mutating func pressTapping(_ key: Key) -> [Effect] {
    switch keymap.act(key) {
    case .tap, .mark: return [.tap]
    case .undo: return [.undo]
    case .halfSpeed: return changeSpeed()
    case .cancel, .accept, .play: return endTapping()
    default:
      note = Note(text: "tap with \(keymap.name(.tap)); \(keymap.name(.cancel)) ends", isTrouble: false)
      return []
    }
  }

  private mutating func endTapping() -> [Effect] {
    mode = .normal
    guard tapDifferences.count >= 5 else { return [.stop] }
    // The person's own delay shows in how far taps were from the onsets they meant.
    let late = tapDifferences.sorted()[tapDifferences.count / 2]
    tapLatency = min(max(0, tapLatency + late), Sampling.rate / 2)
    return [.stop, .remember(tapLatency: tapLatency)]
  }

  mutating func tapped(_ place: Int) -> [Effect] {
    guard case .tapping = mode else { return [] }
    let meant = min(max(0, place - Int(Double(tapLatency) * speed)), max(0, length - 1))
    openTap = meant
    let range = Model.window(meant, 1760, 960).clamped(to: 0..<length)
    askedSamples = range
    return [.samples(range)]
  }

  /// The samples around a tap have come: it becomes a mark.
  mutating func placeOpenTap() -> [Effect] {
    guard let tap = openTap, near.range.contains(tap) else { return [] }
    openTap = nil
    let onset = onset(near: tap, besides: marks.offsets)
    if let onset { tapDifferences.append(tap - onset) }
    let place = onset ?? tap
    cursor = place
    follow()
    guard !marks.has(near: place, within: 80) else { return [] }
    return perform([change(adding: place)], from: place, words: "\(label) at \(place)")
  }
}
