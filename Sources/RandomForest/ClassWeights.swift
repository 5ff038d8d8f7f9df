/// Class → factor of its rows' weights.
enum ClassWeights {
  /// Factors for a choice; `sums` are the weights of each class's rows, in the whole table or in a tree's sample.
  static func factors(_ choice: ForestParameters.ClassWeight, sums: [Double]) -> [Double] {
    switch choice {
    case .none: return sums.map { _ in 1 }
    case .given(let factors): return factors
    case .balanced, .balancedSubsample:
      let present = sums.filter { $0 > 0 }.count
      let whole = sums.reduce(0, +)
      return sums.map { $0 > 0 ? whole / (Double(present) * $0) : 0 }
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
