import Basis
import Files

/// A score over two parameters: a cell for each pair of values, the best one framed.
public struct HeatMap: Sendable {
  /// A cell, counted from the first row and column.
  public struct Cell: Hashable, Sendable {
    /// From the top, 0 first.
    public var row: Int
    /// From the left, 0 first.
    public var column: Int

    /// A cell.
    public init(row: Int, column: Int) { (self.row, self.column) = (row, column) }
  }

  /// Values of one parameter and their name.
  public struct Axis: Equatable, Sendable {
    /// The parameter: `max_depth`.
    public var name: String
    /// Its values as text, in order.
    public var labels: [String]

    /// An axis.
    public init(name: String, labels: [String]) { (self.name, self.labels) = (name, labels) }
  }

  /// What stands above it.
  public var title: String
  /// What the colours mean: `mean accuracy`.
  public var scoreName: String
  /// The parameter from top to bottom.
  public let rows: Axis
  /// The parameter from left to right.
  public let columns: Axis
  /// `[rows, columns]`; what is no finite number is missing.
  public let values: [Double]
  /// From the lowest value to the highest; 0…0 where all are missing.
  public let scale: ClosedRange<Double>
  /// Framed as the best. By default the highest, the first of equals in the order of reading; `nil` for none.
  public var best: Cell?
  /// A second cell, with a dashed frame; `nil` for none.
  public var alternative: Cell?
  /// What the second cell is.
  public var alternativeName = "smallest within one standard error"
  /// Decimals of the figures in the cells, 0 to 9.
  public var decimals = 3

  /// More rows or columns than this cannot be told apart.
  public static let maximumLines = 1000

  /// Throws `ReportError` where the counts do not agree, or there are no cells or too many.
  public init(title: String, scoreName: String, rows: Axis, columns: Axis, values: [Double]) throws {
    let lines = 1...HeatMap.maximumLines
    guard lines.contains(rows.labels.count), lines.contains(columns.labels.count) else {
      throw ReportError.tooManyLines(
        title: title, rows: rows.labels.count, columns: columns.labels.count)
    }
    guard values.count == rows.labels.count * columns.labels.count else {
      throw ReportError.shape(
        of: "heat map", count: values.count, rows: rows.labels.count, columns: columns.labels.count)
    }
    (self.title, self.scoreName, self.rows, self.columns) = (title, scoreName, rows, columns)
    self.values = values
    let finite = values.filter(\.isFinite)
    guard let lowest = finite.min(), let highest = finite.max() else {
      (scale, best) = (0...0, nil)
      return
    }
    scale = lowest...highest
    best = values.firstIndex(of: highest).map {
      Cell(row: $0 / columns.labels.count, column: $0 % columns.labels.count)
    }
  }

  /// The value of a cell; `nil` where it is missing or there is no such cell.
  public func value(_ cell: Cell) -> Double? {
    let (rowCount, columnCount) = (rows.labels.count, columns.labels.count)
    guard (0..<rowCount).contains(cell.row), (0..<columnCount).contains(cell.column) else { return nil }
    let value = values[cell.row * columnCount + cell.column]
    return value.isFinite ? value : nil
  }

  /// The picture as a PNG. The same heat map gives the same bytes. Throws `ReportError`.
  public func png() throws -> [UInt8] { try HeatMapDrawing(self).canvas().png() }

  /// Replaces the file with the picture. Throws `ReportError` and `FileError`.
  public func writePNG(to path: Path) throws { try AtomicFile.write(png(), to: path) }
}
