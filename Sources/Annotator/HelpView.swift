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
    // Keys end where two blanks follow; rules of the guideline have none.
    let scalars = Array(text.unicodeScalars.dropFirst(2))
    guard scalars.first != " ",
      let end = zip(scalars, scalars.dropFirst()).enumerated().first(where: { $0.element == (" ", " ") })
    else { return }
    grid.restyle(Rect(column: 2, row: row, columns: end.offset, rows: 1)) { $0 = palette.key }
  }
}
