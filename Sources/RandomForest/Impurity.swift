import CForest

/// How mixed the classes of a node are.
package struct Impurity: Sendable {
  let usesEntropy: Bool

  package init(usesEntropy: Bool) { self.usesEntropy = usesEntropy }

  /// The Gini index or the entropy in bits of weights by class; 0 without weight.
  package func callAsFunction(_ weights: some Sequence<Double>) -> Double {
    var total = 0.0
    var sum = 0.0
    for weight in weights {
      total += weight
      sum += usesEntropy ? forest_xlog2x(weight) : weight * weight
    }
    guard total > 0 else { return 0 }
    return max(0, usesEntropy ? (forest_xlog2x(total) - sum) / total : 1 - sum / (total * total))
  }

  /// The fall of impurity from a node to its children, times its part of the whole tree's weight.
  func decrease(
    _ node: some Collection<Double>, left: some Collection<Double>, right: some Collection<Double>,
    whole: Double
  ) -> Double {
    func cost(_ weights: some Collection<Double>) -> Double { self(weights) * weights.reduce(0, +) }
    guard whole > 0 else { return 0 }
    return (cost(node) - cost(left) - cost(right)) / whole
  }
}
