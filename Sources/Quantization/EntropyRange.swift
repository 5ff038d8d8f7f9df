#if canImport(Glibc)
  import Glibc
#endif

// The range that loses the least information (Migacz: 8-bit inference with TensorRT, 2017): of the histogram within a
// range, what lies beyond counted to its ends, the divergence from the same histogram in 256 steps is smallest.
// TensorRT knows one end, since its codes are symmetric; here both ends move in turn.

extension ValueHistogram {
  /// The range with the smallest divergence of Kullback and Leibler; it holds 0 if the whole range does.
  package func entropyRange(levels: Int = 256) -> ValueRange {
    let count = counts.count
    guard count > levels, step > 0, counts.contains(where: { $0 > 0 }) else { return range }
    // Padding is 0, and no range can leave it out.
    let zero = min(count - 1, max(0, Int(-Double(range.low) / step)))
    let stride = max(1, count / 128)
    var best = 0..<count
    for _ in 0..<4 {
      let before = best
      best = narrowest(
        Swift.stride(from: max(zero + 1, best.lowerBound + levels), through: count, by: stride).map {
          best.lowerBound..<$0
        } + [best], levels)
      best = narrowest(
        Swift.stride(from: 0, through: min(zero, best.upperBound - levels), by: stride).map {
          $0..<best.upperBound
        } + [best], levels)
      if best == before { break }
    }
    return range(of: best)
  }

  /// Of some ranges the one with the smallest divergence; the widest of equals.
  private func narrowest(_ ranges: [Range<Int>], _ levels: Int) -> Range<Int> {
    var best: (range: Range<Int>, divergence: Double)?
    for range in ranges {
      let divergence = divergence(range, levels)
      if best.map({
        divergence < $0.divergence || divergence == $0.divergence && range.count > $0.range.count
      })
        ?? true
      {
        best = (range, divergence)
      }
    }
    return best?.range ?? 0..<counts.count
  }

  /// Σ p · ln (p / q) for the bins of a range in steps of a level each.
  package func divergence(_ range: Range<Int>, _ levels: Int) -> Double {
    var own = counts[range].map(Double.init)
    let inside = own
    own[0] += Double(counts[..<range.lowerBound].reduce(0, +))
    own[own.count - 1] += Double(counts[range.upperBound...].reduce(0, +))
    let (whole, kept) = (own.reduce(0, +), inside.reduce(0, +))
    guard kept > 0 else { return .infinity }
    // Where only what was cut off lies in a bin, a little is there all the same.
    let least = 1e-4 / Double(own.count)
    var sum = 0.0
    for level in 0..<levels {
      let bins = level * own.count / levels..<(level + 1) * own.count / levels
      let filled = bins.count { own[$0] > 0 }
      guard filled > 0 else { continue }
      let mass = bins.reduce(0) { $0 + inside[$1] } / Double(filled)
      for bin in bins where own[bin] > 0 {
        let (p, q) = (own[bin] / whole, max(least, mass / kept))
        sum += p * log(p / q)
      }
    }
    return sum
  }
}
