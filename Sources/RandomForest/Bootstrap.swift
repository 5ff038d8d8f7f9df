import Basis

/// Which rows a tree sees, and how often.
package enum Bootstrap {
  /// The key of everything random about a tree.
  package static func key(seed: UInt64, tree: Int) -> RandomKey {
    RandomKey(seed: seed).adding("forest").adding(tree)
  }

  /// Row → how often it was drawn, of `draws` draws with replacement; once each where `draws` is `nil`.
  package static func counts(rows: Int, draws: Int?, tree key: RandomKey) -> [UInt32] {
    guard let draws else { return [UInt32](repeating: 1, count: rows) }
    var counts = [UInt32](repeating: 0, count: rows)
    var generator = key.adding("bootstrap").generator()
    counts.withUnsafeMutableBufferPointer { counts in
      for _ in 0..<draws { counts[generator.below(rows)] += 1 }
    }
    return counts
  }
}
