import Screen

// The help page, from a line on.
extension ScreenDrawing {
  mutating func drawHelp(from line: Int) {
    let lines = HelpPage.lines(model.keymap, columns: size.columns)
    let room = max(1, size.rows - 2)
    let first = max(0, min(line, lines.count - 1))
    let shown = lines[first..<min(lines.count, first + room)]
    grid.put("keys and guideline", column: 0, row: 0, style: palette.strong)
    for (index, text) in shown.enumerated() { putHelpLine(text, row: 1 + index) }
    let place = "lines \(first + 1)–\(first + shown.count) of \(lines.count)"
    let more = first + shown.count < lines.count ? "\(model.keymap.name(.mark)) more · " : ""
    let back = first > 0 ? "\(model.keymap.name(.left)) back · " : ""
    let hint = more + back + "\(model.keymap.name(.cancel)) leaves"
    grid.put(hint, column: 0, row: size.rows - 1, style: palette.key)
    let column = size.columns - place.unicodeScalars.count
    if column > hint.unicodeScalars.count + 1 {
      grid.put(place, column: column, row: size.rows - 1, style: palette.faint)
    }
  }

  /// Headings are strong, keys have the colour of keys.
  private mutating func putHelpLine(_ text: String, row: Int) {
    guard text.hasPrefix("  ") else {
      grid.put(text, column: 0, row: row, style: palette.strong)
      return
    }
    grid.put(text, column: 0, row: row)
    let scalars = Array(text.unicodeScalars)
    // Keys stand in front of the first gap of two columns, or of one at the end of the keys' columns.
    var end = 2
    while end < scalars.count, end < 17,
      !(scalars[end] == " " && (end >= 17 || scalars[min(end + 1, scalars.count - 1)] == " "))
    {
      end += 1
    }
    guard text.hasPrefix("   ") == false, end < 18, isKeyLine(scalars) else { return }
    grid.restyle(Rect(column: 2, row: row, columns: end - 2, rows: 1)) { $0 = palette.key }
  }

  /// Whether a line begins with keys: rules of the guideline do not.
  private func isKeyLine(_ scalars: [Unicode.Scalar]) -> Bool {
    scalars.count > 18 && scalars[17] == " "
  }
}
