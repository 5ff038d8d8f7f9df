/// The median without sorting everything.
enum Median {
  /// The middle value, or the mean of the two middle ones; 0 for no values. Puts `values` into another order.
  ///
  /// Hoare's selection (Algorithm 65: Find, 1961) with the median of three as pivot.
  static func of(_ values: inout [Float]) -> Float {
    guard let last = values.indices.last else { return 0 }
    let upper = values.count / 2
    let high = values.withUnsafeMutableBufferPointer { select(upper, in: $0, 0, last) }
    guard values.count % 2 == 0 else { return high }
    // All values before `upper` are at most `high`: the largest of them is the other middle one.
    let low = values[..<upper].max() ?? high
    return (low + high) / 2
  }

  private static func select(
    _ rank: Int, in values: UnsafeMutableBufferPointer<Float>, _ first: Int, _ last: Int
  ) -> Float {
    var (low, high) = (first, last)
    while low < high {
      let (a, b, c) = (values[low], values[low + (high - low) / 2], values[high])
      let pivot = max(min(a, b), min(max(a, b), c))
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right { high = right } else if rank >= left { low = left } else { break }
    }
    return values[rank]
  }
}
