/// How often numbers fall into each of equally wide bins.
package struct ValueHistogram: Equatable, Sendable {
  /// The lower end of the first bin and the upper end of the last.
  package let range: ValueRange
  /// Numbers in each.
  package var counts: [Int]

  /// Empty bins over a range.
  package init(_ range: ValueRange, bins: Int = 2048) {
    (self.range, counts) = (range, [Int](repeating: 0, count: bins))
  }

  /// Width of a bin.
  var step: Double { (Double(range.high) - Double(range.low)) / Double(counts.count) }

  /// Counts numbers; those beyond the range count into its last bins.
  package mutating func add(_ numbers: some Sequence<Float>) {
    let (low, last) = (Double(range.low), Double(counts.count - 1))
    let perStep = step > 0 ? 1 / step : 0
    for number in numbers { counts[Int(min(last, max(0, (Double(number) - low) * perStep)))] += 1 }
  }

  /// Both histograms' counts over the same range.
  package func joined(_ other: ValueHistogram) -> ValueHistogram {
    var both = self
    for (index, count) in zip(counts.indices, other.counts) { both.counts[index] += count }
    return both
  }

  /// The range of some bins.
  func range(of bins: Range<Int>) -> ValueRange {
    ValueRange(
      low: bins.lowerBound == 0 ? range.low : Float(Double(range.low) + step * Double(bins.lowerBound)),
      high: bins.upperBound == counts.count
        ? range.high : Float(Double(range.low) + step * Double(bins.upperBound)))
  }
}
