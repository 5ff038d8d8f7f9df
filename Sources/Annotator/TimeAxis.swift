/// A stretch of a recording laid over columns. Unlike `Viewport`, it takes any sample at all: what is not on it has no
/// column.
package struct TimeAxis: Equatable, Sendable {
  /// The samples at 16 kHz from the left edge to the right one; at least one.
  package let range: Range<Int>
  /// Columns, or dots, side by side; at least one.
  package let columns: Int

  package init(_ range: Range<Int>, columns: Int) {
    self.range = range.isEmpty ? range.lowerBound..<range.lowerBound + 1 : range
    self.columns = max(1, columns)
  }

  private var start: Double { Double(range.lowerBound) }
  private var length: Double { Double(range.upperBound) - start }

  /// Samples that a column stands for; less than 1 where a sample is wider than a column.
  package var samplesPerColumn: Double { length / Double(columns) }

  /// The column that covers a sample; `nil` where none does.
  package func column(of sample: Int) -> Int? {
    let place = (Double(sample) - start) * Double(columns) / length
    return place >= 0 && place < Double(columns) ? Int(place) : nil
  }

  /// The columns that a range of samples touches; empty where it lies outside.
  package func columns(touching range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else { return 0..<0 }
    let scale = Double(columns) / length
    func inside(_ place: Double) -> Int { Int(max(0, min(place, Double(columns)))) }
    let first = inside(((Double(range.lowerBound) - start) * scale).rounded(.down))
    return first..<max(first, inside(((Double(range.upperBound) - start) * scale).rounded(.up)))
  }

  /// Which points of a picture belong into a column, where the picture has `count` points over `range`; empty where it
  /// knows nothing of the column's time.
  package func points(in column: Int, of picture: Range<Int>, count: Int) -> Range<Int> {
    guard count > 0, !picture.isEmpty else { return 0..<0 }
    if picture == range, count == columns { return column..<column + 1 }
    let scale = Double(count) / (Double(picture.upperBound) - Double(picture.lowerBound))
    let left = (start + Double(column) * samplesPerColumn - Double(picture.lowerBound)) * scale
    let right = left + samplesPerColumn * scale
    // Edges that meet up to the rounding of the division meet.
    let slack = 1e-6 * max(1, scale * samplesPerColumn)
    guard right > slack, left < Double(count) - slack else { return 0..<0 }
    let first = Int(max(0, (left + slack).rounded(.down)))
    let end = Int(min(Double(count), (right - slack).rounded(.up)))
    return min(first, count - 1)..<max(min(first, count - 1) + 1, end)
  }
}
