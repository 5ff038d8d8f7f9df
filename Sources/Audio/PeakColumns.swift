/// Equal parts of a range of frames: what each column of a picture stands for.
struct PeakColumns {
  private let start: Int
  private let whole: Int
  private let rest: Int
  /// How many parts.
  let count: Int
  private let limit: Int

  /// - Parameter frames: how many frames the recording has; what lies beyond belongs to no column.
  init(_ range: Range<Int>, count: Int, frames: Int) {
    // No recording is so long; within these nothing overflows.
    let plausible = -(1 << 60)..<(1 << 60)
    let inside = range.clamped(to: plausible)
    start = inside.lowerBound
    self.count = range.isEmpty ? 0 : min(max(0, count), 1 << 30)
    whole = inside.count / max(1, self.count)
    rest = inside.count % max(1, self.count)
    limit = max(0, frames)
  }

  private func border(_ column: Int) -> Int { start + column * whole + column * rest / max(1, count) }

  /// The frames of one column: from its border to the next, rounded down; one at least, so that where columns outnumber
  /// frames each shows the frame that it lies in.
  subscript(column: Int) -> Range<Int> {
    let first = border(column)
    return (first..<max(first + 1, border(column + 1))).clamped(to: 0..<limit)
  }
}
