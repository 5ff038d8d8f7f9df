import Basis

/// Finds reflections that are louder than the direct sound: the same delay before every loud arrival, there is
/// a weaker one, by about as many dB.
package struct LoudReflection {
  /// Samples by which a delay may differ from shot to shot.
  static let tolerance = 64
  /// Samples by which a delay may differ and still be called the same: 0.25 ms.
  static let exactness = 4
  /// Samples of a delay: 35 to 340 ms.
  static let delays = ArrivalGroups.hold...samples(milliseconds: 340)
  /// Samples of a delay that is believed of a shot that stands alone.
  static let likelyDelays = samples(milliseconds: 50)...samples(milliseconds: 320)
  /// Loud arrivals on either side that are asked.
  static let witnesses = 24

  let arrivals: [Arrival]
  /// Indices of the loud ones, ascending.
  let loud: [Int]
  /// Whether each arrival belongs to a burst.
  let inBurst: [Bool]

  package init(arrivals: [Arrival], loud: [Int], inBurst: [Bool]) {
    self.arrivals = arrivals
    self.loud = loud
    self.inBurst = inBurst
  }

  /// The delay by which the loud arrival at a place in `loud` is behind its direct sound; `nil` where it is that itself.
  package func delay(of place: Int) -> Int? {
    let main = arrivals[loud[place]]
    let near = witnesses(of: place)
    var delay: Int?
    // The earliest that explains it is the direct sound: what lies between is another reflection.
    for index in stride(from: loud[place] - 1, through: 0, by: -1) {
      let candidate = main.offset - arrivals[index].offset
      if candidate > LoudReflection.delays.upperBound { break }
      guard candidate >= LoudReflection.delays.lowerBound,
        (-13...1).contains(arrivals[index].level - main.level), !isPeriodic(candidate, at: loud[place])
      else { continue }
      if isBelievable(candidate, near) { delay = candidate }
    }
    return delay
  }

  /// The loud arrivals around one of them, itself among them.
  private func witnesses(of place: Int) -> ArraySlice<Int> {
    let offset = arrivals[loud[place]].offset
    let low = max(0, place - LoudReflection.witnesses)
    let high = min(loud.count, place + LoudReflection.witnesses + 1)
    return loud[low..<high].drop { offset - arrivals[$0].offset > Loudness.reach }
      .prefix { arrivals[$0].offset - offset <= Loudness.reach }
  }

  /// Whether most of the loud arrivals that are not themselves direct sounds by this delay have a weaker one before
  /// them, either clearly weaker or at exactly the same delay.
  private func isBelievable(_ delay: Int, _ near: ArraySlice<Int>) -> Bool {
    var pairs: [(direct: Int, reflected: Int)] = []
    for index in near {
      let expected = arrivals[index].offset - delay
      if let source = arrivals.nearest(to: expected, within: LoudReflection.tolerance) {
        pairs.append((source, index))
      }
    }
    let direct = Set(pairs.map(\.direct))
    let reflected = Set(pairs.map(\.reflected))
    let mains = near.count { !direct.contains($0) || reflected.contains($0) }
    let gains = pairs.map { arrivals[$0.direct].level - arrivals[$0.reflected].level }
    let mean = gains.reduce(0, +) / Float(max(1, gains.count))
    if mains <= 1 { return LoudReflection.likelyDelays.contains(delay) && (-12.5 ... -2).contains(mean) }
    guard pairs.count >= 2, Double(pairs.count) >= 0.6 * Double(mains), mean >= -13 else { return false }
    let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(gains.count)
    guard variance <= 9 else { return false }
    return mean <= -1.8 || mean <= -0.7 && areExact(pairs, delay)
  }

  /// Whether a delay is a multiple of the period of the burst that an arrival belongs to: then the one so long before
  /// it is an earlier round, however weak.
  private func isPeriodic(_ delay: Int, at index: Int) -> Bool {
    guard inBurst[index] else { return false }
    let neighbours = max(0, index - 8)...min(arrivals.count - 1, index + 8)
    return neighbours.contains { other in
      let period = abs(arrivals[other].offset - arrivals[index].offset)
      guard inBurst[other], BurstMembership.periods.contains(period),
        BurstMembership.areAlike(arrivals[other], arrivals[index])
      else { return false }
      let excess = (delay + period / 2) % period - period / 2
      return abs(excess) <= period / 12
    }
  }

  /// Whether at least three pairs have the delay to a quarter of a millisecond, as only reflections do.
  private func areExact(_ pairs: [(direct: Int, reflected: Int)], _ delay: Int) -> Bool {
    let exact = pairs.count {
      abs(arrivals[$0.reflected].offset - arrivals[$0.direct].offset - delay) <= LoudReflection.exactness
    }
    return exact >= 3 && Double(exact) >= 0.8 * Double(pairs.count)
  }
}
