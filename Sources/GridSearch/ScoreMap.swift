/// A mean score over two parameters: the best that any candidate with these two values reaches.
public struct ScoreMap: Equatable, Sendable {
  /// The parameter from top to bottom, and its values.
  public let rows: SearchAxis
  /// The parameter from left to right, and its values.
  public let columns: SearchAxis
  /// `[rows, columns]`; NaN where there is no candidate.
  public let values: [Double]
  /// The best candidate's cell.
  public let best: (row: Int, column: Int)?
  /// The cell of the smallest one within one standard error.
  public let smallest: (row: Int, column: Int)?

  /// Whether all parts are equal.
  public static func == (left: ScoreMap, right: ScoreMap) -> Bool {
    left.rows == right.rows && left.columns == right.columns
      && left.values.elementsEqual(right.values) { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}

extension SearchResults {
  /// Parameters of which candidates have different values, with these values in the order of the grids.
  public var varying: [SearchAxis] {
    search.plan.space.names.compactMap { name in
      var values: [ParameterValue] = []
      for grid in search.plan.space.grids {
        for value in grid.first(where: { $0.name == name })?.values ?? [] where !values.contains(value) {
          values.append(value)
        }
      }
      return values.count > 1 ? SearchAxis(name: name, values: values) : nil
    }
  }

  /// The map of the score that the best is chosen by; `nil` for a parameter of which there are no two values.
  public func map(rows: String, columns: String) -> ScoreMap? {
    let axes = varying
    guard let vertical = axes.first(where: { $0.name == rows }),
      let horizontal = axes.first(where: { $0.name == columns })
    else { return nil }
    func cell(_ candidate: Int) -> (row: Int, column: Int)? {
      let chosen = search.candidates[candidate]
      guard let row = chosen[rows].flatMap(vertical.values.firstIndex),
        let column = chosen[columns].flatMap(horizontal.values.firstIndex)
      else { return nil }
      return (row, column)
    }
    var values = [Double](repeating: .nan, count: vertical.values.count * horizontal.values.count)
    for row in self.rows {
      guard let place = cell(row.candidate) else { continue }
      let (index, mean) = (place.row * horizontal.values.count + place.column, row.mean(refitPlace))
      if !(values[index] >= mean) { values[index] = mean }
    }
    return ScoreMap(
      rows: vertical, columns: horizontal, values: values, best: best.flatMap { cell($0.candidate) },
      smallest: smallest.flatMap { cell($0.candidate) })
  }
}
