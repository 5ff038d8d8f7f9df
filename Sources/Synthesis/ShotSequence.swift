import Basis

/// Rounds that belong together: one shot, two in a row, a burst.
package struct Volley: Equatable, Sendable {
  /// Arrivals at 16 kHz, ascending.
  package var onsets: [Int]
  /// Rounds a second of a burst; `nil` for fewer than three rounds.
  package var rate: Double?
  /// Whether its rounds can be told apart by ear, so that each is marked.
  package var isResolved: Bool
}

/// How somebody fires a gun.
package enum ShotSequence: Equatable, Sendable {
  /// One at a time.
  case singles
  /// Two in a row, aimed once.
  case doubleTaps
  /// Three to ten rounds while the trigger is held.
  case bursts
  /// Fifteen to forty rounds.
  case sustained

  /// A habit that the gun allows.
  static func drawn(automatic: Bool, _ generator: inout KeyedGenerator) -> ShotSequence {
    let number = generator.unit()
    guard automatic else { return number < 0.72 ? .singles : .doubleTaps }
    return number < 0.25 ? .singles : number < 0.85 ? .bursts : .sustained
  }

  /// What is fired between two offsets at 16 kHz, in order of time.
  ///
  /// - Parameters:
  ///   - rate: rounds a second while the trigger is held.
  ///   - unresolvedShare: the probability with which a burst is too blurred to be marked.
  func volleys(
    in range: Range<Int>, rate: Double, unresolvedShare: Double, _ generator: inout KeyedGenerator
  ) -> [Volley] {
    var volleys: [Volley] = []
    let second = Double(Sampling.rate)
    var time = Double(range.lowerBound) + generator.unit() * Double(min(range.count, 2 * Sampling.rate))
    while time < Double(range.upperBound) {
      let steps = intervals(rate, &generator)
      var onsets = [Int(time)]
      for step in steps {
        time += step * second
        if time < Double(range.upperBound) { onsets.append(Int(time)) }
      }
      let isBurst = onsets.count > 2
      volleys.append(
        Volley(
          onsets: onsets, rate: isBurst ? rate : nil,
          isResolved: !(generator.chance(unresolvedShare) && isBurst)))
      time += second * pause(&generator)
    }
    return volleys
  }

  /// Seconds between the rounds of one volley.
  private func intervals(_ rate: Double, _ generator: inout KeyedGenerator) -> [Double] {
    let rounds =
      switch self {
      case .singles: 1
      case .doubleTaps: 2
      case .bursts: generator.integer(in: 3...10)
      case .sustained: generator.integer(in: 15...40)
      }
    let period = self == .doubleTaps ? generator.number(in: 0.13...0.32) : 1 / rate
    return (1..<rounds).map { _ in period * (1 + generator.number(in: -0.015...0.015)) }
  }

  /// Seconds after a volley.
  private func pause(_ generator: inout KeyedGenerator) -> Double {
    switch self {
    case .singles: generator.logarithmic(in: 0.35...4)
    case .doubleTaps: generator.logarithmic(in: 0.7...4)
    case .bursts: generator.logarithmic(in: 0.6...4)
    case .sustained: generator.logarithmic(in: 1.5...5)
    }
  }
}
