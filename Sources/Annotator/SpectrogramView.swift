import Features
import Screen

// The viewport's spectrogram, two rows of cells to a row of the screen where half blocks can be shown.
extension ScreenDrawing {
  /// Hz of the upper edge; the lower one is 0.
  static let highestFrequency = 8000

  mutating func drawSpectrogram() {
    let rect = layout.spectrogram
    guard !rect.isEmpty, let picture = model.spectrogram else { return }
    let perRow = model.glyphs == .ascii ? 1 : 2
    let levels = spectrogramLevels(picture, rows: rect.rows * perRow, columns: rect.columns)
    let cursor = TimeAxis(model.viewport.range, columns: rect.columns).column(of: model.cursor)
    for column in 0..<rect.columns {
      guard let levels = levels[column] else { continue }
      for row in 0..<rect.rows {
        let (upper, lower) = (levels[row * perRow], levels[row * perRow + perRow - 1])
        grid[rect.column + column, rect.row + row] = spectrogramCell(upper, lower, isCursor: column == cursor)
      }
    }
    drawFrequencies(in: rect)
    if picture.isSparse { putSparse(in: rect) }
  }

  /// The levels of each column from the top down; `nil` where nothing is known of its time.
  private func spectrogramLevels(
    _ picture: Model.Picture<SpectrogramCells>, rows: Int, columns: Int
  ) -> [[UInt8]?] {
    let cells = picture.content
    let axis = TimeAxis(model.viewport.range, columns: columns)
    let known = axis.columns(touching: 0..<max(0, model.length))
    let sources = (0..<rows).map { row -> Range<Int> in
      let first = row * cells.rows / max(1, rows)
      return first..<max(first + 1, (row + 1) * cells.rows / max(1, rows))
    }
    return (0..<columns).map { column in
      let points = axis.points(in: column, of: picture.look.range, count: cells.columns)
      guard known.contains(column), !points.isEmpty, cells.rows > 0 else { return nil }
      return sources.map { source in
        var level: UInt8 = 0
        for row in source { for point in points { level = max(level, cells[column: point, row: row]) } }
        return level
      }
    }
  }

  private func spectrogramCell(_ upper: UInt8, _ lower: UInt8, isCursor: Bool) -> Cell {
    if isCursor {
      let behind = ColorMap.color(max(upper, lower), model.colors)
      let isBright = max(upper, lower) >= 192
      let line: Color = model.colors == .none ? .terminal : .indexed(isBright ? 0 : 7)
      return Cell(glyphs.line, Style(line, on: behind, bold: !isBright))
    }
    if model.colors == .none { return Cell(ColorMap.character(max(upper, lower))) }
    let (above, below) = (ColorMap.color(upper, model.colors), ColorMap.color(lower, model.colors))
    // One colour needs no half blocks: in ASCII there are none.
    if above == below { return Cell(" ", Style(on: above)) }
    return Cell("▀", Style(above, on: below))
  }

  /// Names frequencies at the left, over the picture.
  private mutating func drawFrequencies(in rect: Rect) {
    guard rect.rows >= 2, rect.columns >= 24 else { return }
    let step = rect.rows >= 28 ? 1000 : rect.rows >= 10 ? 2000 : 4000
    var frequency = ScreenDrawing.highestFrequency
    while frequency >= 0 {
      let part = Double(ScreenDrawing.highestFrequency - frequency) / Double(ScreenDrawing.highestFrequency)
      let row = rect.row + min(rect.rows - 1, Int(part * Double(rect.rows)))
      let text = frequency == ScreenDrawing.highestFrequency ? "8 kHz" : "\(frequency / 1000)"
      for (index, scalar) in text.unicodeScalars.enumerated() {
        let old = grid[rect.column + index, row].style.background
        let style = Style(
          model.colors == .none ? .terminal : .indexed(7), on: old, bold: true,
          reversed: model.colors == .none)
        grid[rect.column + index, row] = Cell(scalar, style)
      }
      frequency -= step
    }
  }
}
