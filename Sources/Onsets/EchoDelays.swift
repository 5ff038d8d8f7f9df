import Basis

/// After how long the shots of a recording commonly echo: where faint ticks stand, so that echoes are not marked.
public enum EchoDelays {
  /// Samples after an onset that are listened to: a second.
  public static let reach = Sampling.rate
  /// Onsets that are listened to: spread over all of them, where there are more.
  private static let listeners = 48
  /// Delays that are told at most.
  private static let most = 8

  /// The delays in samples at 16 kHz that are heard after at least two onsets and half of all; ascending.
  ///
  /// - Parameters:
  ///   - onsets: marked onsets, in any order.
  ///   - samples: the recording's samples in a range, which may begin before 0; zeros outside the recording.
  public static func common(onsets: [Int], samples: (Range<Int>) -> [Float]) -> [Int] {
    let sorted = onsets.sorted()
    guard sorted.count >= 2 else { return [] }
    let step = max(1, (sorted.count + listeners - 1) / listeners)
    let heard = stride(from: 0, to: sorted.count, by: step).map { index in
      delays(after: sorted[index], marks: sorted, samples: samples)
    }
    return common(heard)
  }

  /// What rises within reach after an onset and is no onset itself.
  private static func delays(
    after onset: Int, marks: [Int], samples: (Range<Int>) -> [Float]
  ) -> [Int] {
    let first = onset - Snap.context
    let window = samples(first..<onset + reach)
    return EnergyRises.arrivals(in: window, leastRise: OnsetScanner.leastRise)
      .map { first + $0.offset - onset }
      .filter { delay in
        delay >= 48 && delay < reach && !marks.contains { abs($0 - onset - delay) <= 160 }
      }
  }

  /// Delays on which enough of the lists agree to 1.5 ms, those of most lists first, none within 3 ms of another.
  private static func common(_ lists: [[Int]]) -> [Int] {
    let needed = max(2, (lists.count + 1) / 2)
    let all = lists.flatMap { $0 }.sorted()
    let counted = all.map { delay in
      let near = lists.compactMap { list in list.min { abs($0 - delay) < abs($1 - delay) } }
        .filter { abs($0 - delay) <= LoudReflection.tolerance }
      return (delay: near.isEmpty ? delay : near.reduce(0, +) / near.count, lists: near.count)
    }
    var chosen: [Int] = []
    for entry in counted.sorted(by: { ($1.lists, $0.delay) < ($0.lists, $1.delay) }) {
      guard entry.lists >= needed, chosen.count < most else { break }
      if !chosen.contains(where: { abs($0 - entry.delay) <= 48 }) { chosen.append(entry.delay) }
    }
    return chosen.sorted()
  }
}
