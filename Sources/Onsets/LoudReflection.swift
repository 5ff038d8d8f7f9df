import Basis

/// Finds reflections that are louder than the direct sound: the same delay before every loud arrival, there is
/// a weaker one, by about as many dB.
struct LoudReflection {
  /// Samples by which a delay may differ from shot to shot.
  static let tolerance = 24
  /// Samples of a delay: 35 to 340 ms.
  static let delays = ArrivalGroups.hold...samples(milliseconds: 340)
  /// Samples of a delay that is believed of a shot that stands alone.
  static let likelyDelays = samples(milliseconds: 50)...samples(milliseconds: 320)
  /// Loud arrivals on either side that are asked.
  static let witnesses = 24

  let arrivals: [Arrival]
  /// Indices of the loud ones, ascending.
  let loud: [Int]

  /// The delay by which the loud arrival at a place in `loud` is behind its direct sound; `nil` where it is that itself.
  func delay(of place: Int) -> Int? {
    let main = arrivals[loud[place]]
    let near = witnesses(of: place)
    var delay: Int?
    // The earliest that explains it is the direct sound: what lies between is another reflection.
    for index in stride(from: loud[place] - 1, through: 0, by: -1) {
      let candidate = main.offset - arrivals[index].offset
      if candidate > LoudReflection.delays.upperBound { break }
      guard candidate >= LoudReflection.delays.lowerBound,
        (-13...1).contains(arrivals[index].level - main.level)
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

  /// Whether most of the loud arrivals that are not themselves direct sounds by this delay have a weaker one before them.
  private func isBelievable(_ delay: Int, _ near: ArraySlice<Int>) -> Bool {
    var differences: [Float] = []
    var direct: Set<Int> = []
    var reflected: Set<Int> = []
    for index in near {
      let expected = arrivals[index].offset - delay
      guard let source = arrivals.nearest(to: expected, within: LoudReflection.tolerance) else { continue }
      differences.append(arrivals[source].level - arrivals[index].level)
      direct.insert(source)
      reflected.insert(index)
    }
    let mains = near.count { !direct.contains($0) || reflected.contains($0) }
    let mean = differences.reduce(0, +) / Float(max(1, differences.count))
    if mains <= 1 { return LoudReflection.likelyDelays.contains(delay) && (-12.5 ... -2).contains(mean) }
    let variance =
      differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(max(1, differences.count))
    return differences.count >= 2 && Double(differences.count) >= 0.6 * Double(mains)
      && (-13 ... -1.8).contains(mean) && variance <= 9
  }
}
