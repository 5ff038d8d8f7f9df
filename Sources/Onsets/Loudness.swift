import Basis

/// Which arrivals are loud enough, for where they are, to be shots or the reflections of shots.
package struct Loudness {
  /// Samples on either side among which the loudest is looked for: 20 s.
  package static let reach = 20 * Sampling.rate
  /// Samples within which a louder sound before makes weaker ones its reflections: 1.2 s.
  static let memory = samples(milliseconds: 1200)

  /// dB of the loudest arrival within reach, for each arrival.
  package let reference: [Float]

  private let arrivals: [Arrival]
  private let inBurst: [Bool]
  private let range: Float

  package init(_ arrivals: [Arrival], inBurst: [Bool], range: Float) {
    self.arrivals = arrivals
    self.inBurst = inBurst
    self.range = range
    reference = Loudness.slidingMaximum(arrivals)
  }

  /// The indices of those that are.
  package var indices: [Int] { arrivals.indices.filter { isLoud($0) && !isMasked($0) } }

  /// dB by which an arrival so many samples after another must be below it to be its reflection.
  static func maskingDrop(after gap: Int) -> Float {
    3 + 1.2 * max(0, Float(gap - samples(milliseconds: 350)) / Float(Sampling.rate))
  }

  /// Nearly as loud as the loudest around, or standing alone and rising far out of a calm.
  private func isLoud(_ index: Int) -> Bool {
    let arrival = arrivals[index]
    let below = reference[index] - arrival.level
    if below <= range { return true }
    return below <= 2 * range && arrival.rise >= 18 && precedingLevel(index) < arrival.level - 6
  }

  /// dB of the loudest arrival in the 1.5 s before.
  private func precedingLevel(_ index: Int) -> Float {
    var level = -Float.infinity
    var before = index - 1
    while before >= 0, arrivals[index].offset - arrivals[before].offset <= Sampling.rate * 3 / 2 {
      level = max(level, arrivals[before].level)
      before -= 1
    }
    return level
  }

  /// Whether a louder sound shortly before explains it as a reflection.
  private func isMasked(_ index: Int) -> Bool {
    guard !inBurst[index] else { return false }
    var before = index - 1
    while before >= 0 {
      let gap = arrivals[index].offset - arrivals[before].offset
      if gap > Loudness.memory { return false }
      if arrivals[index].level < arrivals[before].level - Loudness.maskingDrop(after: gap) { return true }
      before -= 1
    }
    return false
  }

  /// The largest level within reach of each arrival, by a queue of falling levels.
  private static func slidingMaximum(_ arrivals: [Arrival]) -> [Float] {
    var result: [Float] = []
    var queue: [Int] = []
    var (front, next) = (0, 0)
    for arrival in arrivals {
      while next < arrivals.count, arrivals[next].offset - arrival.offset <= reach {
        while queue.count > front, arrivals[queue[queue.count - 1]].level <= arrivals[next].level {
          queue.removeLast()
        }
        queue.append(next)
        next += 1
      }
      while arrival.offset - arrivals[queue[front]].offset > reach { front += 1 }
      result.append(arrivals[queue[front]].level)
    }
    return result
  }
}
