/// The part of a recording that the screen shows, in samples at 16 kHz.
public struct Viewport: Equatable, Sendable {
  /// The first sample shown.
  public var start: Int
  /// Samples from the first to behind the last one shown; at least 1.
  public var length: Int

  /// A part of the recording; it may reach beyond its ends.
  public init(start: Int, length: Int) {
    self.start = start
    self.length = max(1, length)
  }

  /// The sample behind the last one shown.
  public var end: Int { start + length }
  /// The samples shown.
  public var range: Range<Int> { start..<end }

  /// The sample that lies under the left edge of a column of `columns`.
  public func sample(column: Int, of columns: Int) -> Int {
    start + Int((Double(column) * Double(length) / Double(max(1, columns))).rounded(.down))
  }

  /// The column of `columns` that covers `sample`; outside of them where it is not shown.
  public func column(of sample: Int, of columns: Int) -> Int {
    Int((Double(sample - start) * Double(max(1, columns)) / Double(length)).rounded(.down))
  }
}
