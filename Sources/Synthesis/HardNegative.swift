import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// What is taken for a shot and is none.
package enum HardNegative: String, CaseIterable, Sendable {
  case hammering, doorSlam, carDoor, clap, applause, firework, balloon, plank, nailGun, jackhammer, exhaust,
    bark

  /// How its sounds follow each other.
  package var rhythm: Rhythm {
    switch self {
    case .doorSlam, .carDoor, .plank, .balloon: .scattered(gaps: 0.4...3)
    case .firework: .scattered(gaps: 0.15...2)
    case .hammering, .nailGun: .steady(periods: 0.22...0.65, wobble: 0.08)
    case .clap: .steady(periods: 0.18...0.6, wobble: 0.04)
    case .bark: .steady(periods: 0.3...0.8, wobble: 0.15)
    case .jackhammer: .steady(periods: 0.045...0.1, wobble: 0.02)
    case .exhaust: .steady(periods: 0.05...0.25, wobble: 0.25)
    case .applause: .scattered(gaps: 0.015...0.2)
    }
  }
}

/// How the sounds of one source follow each other.
package enum Rhythm: Equatable, Sendable {
  /// One by one, with gaps in seconds drawn evenly by their logarithm.
  case scattered(gaps: ClosedRange<Double>)
  /// In runs with a period in seconds, each beat off by a share of it, and pauses between the runs.
  case steady(periods: ClosedRange<Double>, wobble: Double)

  /// Onsets between two offsets at 16 kHz, ascending, at least one where the range is not empty.
  func onsets(in range: Range<Int>, _ generator: inout KeyedGenerator) -> [Int] {
    guard !range.isEmpty else { return [] }
    var time = Double(range.lowerBound) + generator.unit() * min(16_000, Double(range.count - 1))
    var onsets: [Int] = []
    switch self {
    case .scattered(let gaps):
      while time < Double(range.upperBound) {
        onsets.append(Int(time))
        time += 16_000 * gaps.lowerBound * pow(gaps.upperBound / gaps.lowerBound, generator.unit())
      }
    case .steady(let periods, let wobble):
      let period = 16_000 * generator.number(in: periods)
      var left = generator.integer(in: 3...24)
      while time < Double(range.upperBound) {
        onsets.append(Int(time))
        time += period * (1 + generator.number(in: -wobble...wobble))
        left -= 1
        guard left == 0 else { continue }
        left = generator.integer(in: 3...24)
        time += 16_000 * generator.number(in: 0.3...2.5)
      }
    }
    return onsets
  }
}
