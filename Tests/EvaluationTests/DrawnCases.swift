import Basis
import Evaluation

/// Cases that tests draw.
enum Drawn {
  /// Scores with many ties, truth and weights, some of them 0.
  static func scores(_ generator: inout KeyedGenerator, count: Int) -> (
    scores: [Double], positives: [Bool], weights: [Double]
  ) {
    let levels = 1 + generator.below(12)
    return (
      (0..<count).map { _ in Double(generator.below(levels)) / 4 - 1 },
      (0..<count).map { _ in generator.chance(0.4) },
      (0..<count).map { _ in Double(generator.below(5)) / 4 }
    )
  }

  /// New groups whose sizes differ widely; `mixed` lets a group hold several labels.
  static func groups(
    _ generator: inout KeyedGenerator, count: Int, labels: [String], mixed: Bool = false
  ) -> [GroupCount] {
    let spread = 1 + generator.below(20)
    return (0..<count).map { index in
      let own = mixed ? labels.filter { _ in generator.chance(0.5) } : [labels[generator.below(labels.count)]]
      let counts = own.map { ($0, 1 + generator.below(spread)) }
      return GroupCount(id: "recording \(index)", counts: Dictionary(uniqueKeysWithValues: counts))
    }
  }
}

/// The linear congruential generator of the C standard's example, so that Python draws the same rows.
struct PlainGenerator {
  private var state = 1

  mutating func draw(_ bound: Int) -> Int {
    state = (1_103_515_245 * state + 12345) % (1 << 31)
    return (state >> 16) % bound
  }
}

func close(_ left: Double?, _ right: Double?, within tolerance: Double = 1e-12) -> Bool {
  switch (left, right) {
  case (nil, nil): true
  case (let left?, let right?): abs(left - right) <= tolerance
  default: false
  }
}
