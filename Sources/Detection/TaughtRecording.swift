import Onsets

/// A recording's candidates, and what is known of them.
package struct TaughtRecording: Sendable {
  /// What can be learnt from a recording.
  package enum Lesson: Sendable, Equatable {
    /// All its shots are known: what else rises is a reflection of one, or something else.
    case onsets
    /// Its loudest rise is a shot; nothing is known of the others. What rises where the recording itself begins is left
    /// out: all recordings rise there, with shots or without.
    case loudest
    /// Nothing in it is a shot.
    case others
  }

  /// Ascending.
  package var candidates: [Candidate]
  /// Samples at 16 kHz.
  package var length: Int
  /// Onsets at 16 kHz.
  package var onsets: [Int]
  /// Stretches that nothing is learnt from.
  package var ignored: [Range<Int>]
  /// What can be learnt from it.
  package var lesson: Lesson
  /// Recordings of one source: all are learnt from, or none, where judgements of what was not seen are wanted.
  package var source: Int
  /// Recordings of one origin, such as a folder: collections count alike, however many candidates they hold. Eighteen
  /// recordings of a real range would otherwise drown among five hundred that are synthesised.
  package var collection: Int

  package init(
    candidates: [Candidate], length: Int, onsets: [Int], ignored: [Range<Int>] = [], lesson: Lesson = .onsets,
    source: Int, collection: Int = 0
  ) {
    self.length = length
    (self.candidates, self.onsets, self.ignored) = (candidates, onsets, ignored)
    (self.lesson, self.source, self.collection) = (lesson, source, collection)
  }

  /// What a candidate is.
  package enum Kind: Sendable {
    /// A shot.
    case shot
    /// A shot's reflection, or too near to a shot to be sure that it is none.
    case reflection
    /// Something else.
    case other
    /// Nobody knows.
    case unknown
  }

  /// Samples before and behind an onset in which its reflections, and what precedes it, may lie: 0.1 and 2 s.
  private static let (before, behind) = (1600, 32_000)
  /// Samples from an onset within which its candidate lies: 5 ms.
  static let tolerance = 80

  /// What each candidate is: a shot is the nearest to an onset.
  package var kinds: [Kind] {
    let arrivals = candidates.map(\.arrival)
    var kinds = arrivals.map { kind($0) }
    switch lesson {
    case .onsets:
      for onset in onsets {
        guard let index = arrivals.nearest(to: onset, within: TaughtRecording.tolerance) else { continue }
        kinds[index] = .shot
      }
    case .loudest:
      if let index = arrivals.indices.max(by: { arrivals[$0].level < arrivals[$1].level }),
        arrivals[index].offset >= TaughtRecording.before
      {
        kinds[index] = .shot
      }
    case .others: break
    }
    return kinds
  }

  /// What a candidate is that is no shot.
  private func kind(_ arrival: Arrival) -> Kind {
    if lesson == .loudest || ignored.contains(where: { $0.contains(arrival.offset) }) { return .unknown }
    let reach = -TaughtRecording.before..<TaughtRecording.behind
    return onsets.contains { reach.contains(arrival.offset - $0) } ? .reflection : .other
  }

  /// How much each candidate of each recording counts.
  static func weights(_ recordings: [TaughtRecording]) -> [Double] {
    var counts: [Int: Int] = [:]
    for recording in recordings { counts[recording.collection, default: 0] += recording.candidates.count }
    let mean = Double(counts.values.reduce(0, +)) / Double(max(1, counts.count))
    return recordings.map { mean / Double(max(1, counts[$0.collection] ?? 0)) }
  }
}
