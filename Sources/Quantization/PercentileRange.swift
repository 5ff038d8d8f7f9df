extension ValueHistogram {
  /// The narrowest bins that leave out at most half of the rest on each side.
  ///
  /// - Parameter percentile: values to keep, in percent; 100 for all.
  package func range(percentile: Double) -> ValueRange {
    let whole = counts.reduce(0, +)
    let allowed = Int(Double(whole) * max(0, 100 - percentile) / 200)
    var (low, high) = (0, counts.count)
    var left = 0
    while low < high - 1, left + counts[low] <= allowed { (left, low) = (left + counts[low], low + 1) }
    var right = 0
    while high > low + 1, right + counts[high - 1] <= allowed {
      (right, high) = (right + counts[high - 1], high - 1)
    }
    return range(of: low..<high)
  }
}
