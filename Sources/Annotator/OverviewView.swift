import Annotation
import Screen

// The whole recording on a few rows: its outline, and below it where marks, proposals and spans are.
extension ScreenDrawing {
  mutating func drawOverview() {
    var outline = layout.overview
    let map = outline.rows > 1 ? outline.takeBottom(1) : Rect(column: 0, row: 0, columns: 0, rows: 0)
    let whole = 0..<max(1, model.length)
    let axis = TimeAxis(whole, columns: layout.overview.columns)
    drawOutline(in: outline, axis, whole)
    drawMap(in: map.isEmpty ? outline : map, axis, isAlone: map.isEmpty)
    shadeViewport(axis)
    guard model.overviewIsSparse else { return }
    putSparse(in: outline)
  }

  private mutating func drawOutline(in rect: Rect, _ axis: TimeAxis, _ whole: Range<Int>) {
    var canvas = DotCanvas(columns: rect.columns, rows: rect.rows, glyphs: model.glyphs)
    let height = WaveScale.height(model.overview)
    canvas.add(model.overview, of: whole, over: whole, scale: height > 0 ? height : 1)
    var styles = [Style](repeating: palette.wave, count: axis.columns)
    for span in model.marks.reviewed where span.start < span.end {
      for column in axis.columns(touching: span.start..<span.end) { styles[column] = palette.reviewed }
    }
    for span in model.marks.ignored where span.start < span.end {
      for column in axis.columns(touching: span.start..<span.end) { styles[column] = palette.faint }
    }
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns where canvas.dots[row * canvas.columns + column] != 0 {
        let isClipped = canvas.isClipped[row * canvas.columns + column]
        let cell = Cell(
          canvas.character(column: column, row: row), isClipped ? palette.clipped : styles[column])
        grid[rect.column + column, rect.row + row] = cell
      }
    }
  }

  /// Signs of what is where, what matters most last. `isAlone`: over the outline itself, where only marks are shown.
  private mutating func drawMap(in rect: Rect, _ axis: TimeAxis, isAlone: Bool) {
    func put(_ character: Unicode.Scalar, _ style: Style, _ columns: Range<Int>, _ grid: inout Grid) {
      for column in columns { grid[rect.column + column, rect.row] = Cell(character, style) }
    }
    if !isAlone {
      for span in model.marks.reviewed where span.start < span.end {
        // What a machine screened may still hold what nobody has seen.
        let sign = span.how == .screened ? glyphs.axis : span.how == .seen ? glyphs.rule : "="
        put(sign, palette.reviewed, axis.columns(touching: span.start..<span.end), &grid)
      }
      for span in model.marks.ignored where span.start < span.end {
        put(glyphs.hatch, palette.faint, axis.columns(touching: span.start..<span.end), &grid)
      }
      for proposal in model.pending {
        if let column = axis.column(of: proposal.offset) {
          put(glyphs.ghost, palette.ghost, column..<column + 1, &grid)
        }
      }
    }
    for tag in model.marks.tags {
      if let column = axis.column(of: tag.offset) {
        put(glyphs.line, palette.label(tag.label), column..<column + 1, &grid)
      }
    }
    if let heard = model.heard.flatMap({ axis.column(of: $0) }) {
      put(">", palette.heard, heard..<heard + 1, &grid)
    }
    if let cursor = axis.column(of: model.cursor), !isAlone {
      put("^", palette.cursor, cursor..<cursor + 1, &grid)
    }
  }

  private mutating func shadeViewport(_ axis: TimeAxis) {
    guard model.length > 0, model.viewport.length < model.length else { return }
    let shown = axis.columns(touching: model.viewport.range)
    let rect = Rect(
      column: layout.overview.column + shown.lowerBound, row: layout.overview.row, columns: shown.count,
      rows: layout.overview.rows)
    let shade = palette.shade
    grid.restyle(rect) { style in
      if let shade { style.background = shade } else { style.isReversed = true }
    }
  }
}
