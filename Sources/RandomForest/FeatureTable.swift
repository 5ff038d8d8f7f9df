/// Rows of numbers, one column a feature.
public struct FeatureTable: Sendable {
  /// Rows.
  public let rows: Int
  /// Columns.
  public let columns: Int
  /// `[rows, columns]`, row by row.
  public let values: [Float]

  /// A table; whether there are `rows × columns` values, and all of them finite, is checked where it is used.
  public init(rows: Int, columns: Int, values: [Float]) {
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  func checkShape() throws(ForestError) {
    guard rows > 0, columns > 0 else { throw .emptyTable(rows: rows, columns: columns) }
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, values.count == count else {
      throw .countMismatch(of: "values", expected: overflow ? Int.max : count, found: values.count)
    }
    guard max(rows, columns) <= 1_000_000_000 else { throw .tooLarge(rows: rows, columns: columns) }
  }

  /// The error for the first value of rows `range` that is not finite.
  func firstStrange(in range: Range<Int>) -> ForestError? {
    let first = values[(range.lowerBound * columns)..<(range.upperBound * columns)].firstIndex {
      !$0.isFinite
    }
    return first.map { .notFinite(row: $0 / columns, column: $0 % columns, value: values[$0]) }
  }
}
