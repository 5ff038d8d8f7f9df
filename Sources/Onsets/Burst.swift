import Basis

/// Rounds at a steady rate: ghosts laid in one go, each put where its round begins.
public enum Burst {
  /// `rounds` offsets from `start` on, `period` samples apart, each rounded to the nearest sample.
  public static func ghosts(start: Int, period: Double, rounds: Int) -> [Int] {
    guard period > 0, period < 1e9 else { return rounds > 0 ? [start] : [] }
    return (0..<max(0, min(rounds, 100_000))).map { start + Int((Double($0) * period).rounded()) }
  }

  /// The ghosts, each moved to the rise that is meant, at most a fifth of the period away; where there is none it
  /// stays. No two are put on one rise.
  ///
  /// - Parameters:
  ///   - ghosts: ascending.
  ///   - period: in samples.
  ///   - samples: a window at 16 kHz around all of them, from `Snap.context` before the first on.
  ///   - firstSample: the offset of `samples[0]`.
  public static func snapped(
    _ ghosts: [Int], period: Double, in samples: [Float], firstSample: Int
  ) -> [Int] {
    let reach = period > 0 && period < 1e9 ? Int(period / 5) : 0
    let arrivals = EnergyRises.arrivals(in: samples, leastRise: EnergyRises.leastRise)
    var next = 0
    return ghosts.map { ghost in
      let wanted = ghost - firstSample
      let low = max(next, arrivals.firstIndex(notBefore: wanted - reach))
      let near = arrivals[min(low, arrivals.count)...].prefix { $0.offset <= wanted + reach }
      guard let offset = Snap.best(Array(near), near: wanted, reach: reach) else { return ghost }
      next = arrivals.firstIndex(notBefore: offset + 1)
      return firstSample + offset
    }
  }

  /// The period and the number of rounds of the burst that begins at `start`, as the sound tells it; `nil` where
  /// fewer than three rounds follow each other steadily.
  ///
  /// - Parameters:
  ///   - samples: a window at 16 kHz from `Snap.context` before `start` on, long enough for the burst.
  ///   - firstSample: the offset of `samples[0]`.
  public static func rate(
    in samples: [Float], firstSample: Int, start: Int
  ) -> (period: Double, rounds: Int)? {
    let arrivals = EnergyRises.arrivals(in: samples, leastRise: EnergyRises.leastRise)
    guard let first = arrivals.nearest(to: start - firstSample, within: Snap.reach) else { return nil }
    var best: (period: Double, rounds: Int)?
    for second in arrivals[(first + 1)...] {
      let period = second.offset - arrivals[first].offset
      if period > BurstMembership.periods.upperBound { break }
      guard period >= BurstMembership.periods.lowerBound,
        abs(second.level - arrivals[first].level) <= 2 * BurstMembership.spread
      else { continue }
      let run = BurstRun(arrivals, first: first, period: period)
      if run.rounds > best?.rounds ?? 2 { best = (run.period, run.rounds) }
    }
    return best
  }
}
