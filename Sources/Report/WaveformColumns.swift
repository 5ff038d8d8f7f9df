/// A waveform brought to a number of columns: what the curve through all samples covers in each of them.
///
/// Sample i lies at (i + ½) / count of the width, and straight lines lead from one to the next. Each sample belongs to
/// one column, so that no peak is lost and none is higher than the samples, at any width.
package struct WaveformColumns {
  /// What one column shows.
  package struct Column: Equatable {
    /// The lowest and highest point of the curve.
    package var low: Float
    package var high: Float
    /// Whether a sample at or beyond full scale is among its own, or is the one nearest to it.
    package var isClippedLow = false
    package var isClippedHigh = false
  }

  /// The first sample value that 16 bits cannot exceed.
  package static let fullScale: Float = 32767.0 / 32768

  private let samples: [Float]
  private let count: Int

  /// - Parameter columns: 1 or more; samples that are no numbers count as 0.
  package init(_ samples: [Float], columns: Int) {
    self.samples = samples
    count = max(1, columns)
  }

  /// The column of a sample, or `nil` where there is no such sample.
  package func column(ofSample index: Int) -> Int? {
    guard samples.indices.contains(index) else { return nil }
    return min(count - 1, Int((Double(index) + 0.5) / Double(samples.count) * Double(count)))
  }

  /// All columns from left to right; none where there are no samples.
  package func columns() -> [Column] {
    guard !samples.isEmpty else { return [] }
    var columns: [Column] = []
    columns.reserveCapacity(count)
    var next = 0
    for index in 0..<count {
      let start = next
      while next < samples.count, column(ofSample: next) == index { next += 1 }
      columns.append(column(index, own: start..<next))
    }
    return columns
  }

  private func column(_ index: Int, own: Range<Int>) -> Column {
    let left = curve(at: edge(index))
    let right = curve(at: edge(index + 1))
    var column = Column(low: min(left, right), high: max(left, right))
    for sample in own { include(sample, &column) }
    if own.isEmpty {
      let nearest = value(Int((Double(index) + 0.5) / Double(count) * Double(samples.count)))
      mark(nearest, &column)
    }
    return column
  }

  private func include(_ index: Int, _ column: inout Column) {
    let value = value(index)
    (column.low, column.high) = (min(column.low, value), max(column.high, value))
    mark(value, &column)
  }

  private func mark(_ value: Float, _ column: inout Column) {
    if value >= WaveformColumns.fullScale { column.isClippedHigh = true }
    if value <= -WaveformColumns.fullScale { column.isClippedLow = true }
  }

  /// Where a column begins, counted in samples from the centre of the first.
  private func edge(_ column: Int) -> Double {
    Double(column) / Double(count) * Double(samples.count) - 0.5
  }

  /// The curve between samples; level before the first and after the last.
  private func curve(at position: Double) -> Float {
    let below = position.rounded(.down)
    let part = Float(position - below)
    let (from, to) = (value(Int(below)), value(Int(below) + 1))
    // Infinite values stand for themselves; between two of them there is no line.
    guard from.isFinite, to.isFinite else { return part < 0.5 ? from : to }
    // What rounding adds must not reach beyond the samples.
    return min(max(from * (1 - part) + to * part, min(from, to)), max(from, to))
  }

  private func value(_ index: Int) -> Float {
    let value = samples[min(max(index, 0), samples.count - 1)]
    return value.isNaN ? 0 : value
  }
}
