/// Class → factor of its rows' weights.
enum ClassWeights {
  /// Factors for a choice; `counts` are the rows of each class, in the whole table or in a tree's sample.
  static func factors(_ choice: ForestParameters.ClassWeight, counts: [Int]) -> [Double] {
    switch choice {
    case .none: return counts.map { _ in 1 }
    case .given(let factors): return factors
    case .balanced, .balancedSubsample:
      let present = counts.filter { $0 > 0 }.count
      let rows = counts.reduce(0, +)
      return counts.map { $0 == 0 ? 0 : Double(rows) / (Double(present) * Double($0)) }
    }
  }

  static func check(_ choice: ForestParameters.ClassWeight, classCount: Int) throws(ForestError) {
    guard case .given(let factors) = choice else { return }
    guard factors.count == classCount else {
      throw .countMismatch(of: "class weights", expected: classCount, found: factors.count)
    }
    for (index, factor) in factors.enumerated() where !(factor >= 0 && factor <= 1e12) {
      throw .weight(of: "class weights (0 to 1e12)", index: index, value: factor)
    }
  }
}
