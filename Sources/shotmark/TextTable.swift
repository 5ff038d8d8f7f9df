/// A table in plain text: the first column to the left, the others to the right.
struct TextTable {
  private var rows: [[String]]

  /// A table with a heading over each column.
  init(_ headings: [String]) { rows = [headings] }

  /// Adds a row.
  mutating func row(_ cells: [String]) { rows.append(cells) }

  /// The lines, each indented by two.
  var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let blank = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + blank : blank + cell
      }
      let line = "  " + cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
