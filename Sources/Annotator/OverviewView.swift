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
    let styles = overviewStyles(axis)
    let height = WaveScale.height(model.overview)
    guard rect.rows > 1 else { return drawLevels(in: rect, styles, whole, height: height) }
    var canvas = DotCanvas(columns: rect.columns, rows: rect.rows, glyphs: model.glyphs)
    canvas.add(model.overview, of: whole, over: whole, scale: height > 0 ? height : 1)
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns where canvas.dots[row * canvas.columns + column] != 0 {
        let isClipped = canvas.isClipped[row * canvas.columns + column]
        let cell = Cell(
          canvas.character(column: column, row: row), isClipped ? palette.clipped : styles[column])
        grid[rect.column + column, rect.row + row] = cell
      }
    }
  }

  /// One row is too low for highs and lows: it shows how far the sound reaches from 0.
  private mutating func drawLevels(in rect: Rect, _ styles: [Style], _ whole: Range<Int>, height: Float) {
    let axis = TimeAxis(whole, columns: rect.columns)
    let ramp = glyphs.ramp
    for column in 0..<rect.columns {
      let points = axis.points(in: column, of: whole, count: model.overview.count)
      guard !points.isEmpty else { continue }
      let peak = WaveScale.joined(model.overview[points])
      let part = height > 0 ? Double(max(-peak.low, peak.high) / height) * Double(ramp.count) : 0
      guard part > 0 else { continue }
      let isClipped = peak.high >= 1 || peak.low <= -1
      let level = Int(max(0, min(part.rounded(.up), Double(ramp.count)) - 1))
      grid[rect.column + column, rect.row] = Cell(ramp[level], isClipped ? palette.clipped : styles[column])
    }
  }

  /// What has been looked at, and what does not count.
  private func overviewStyles(_ axis: TimeAxis) -> [Style] {
    var styles = [Style](repeating: palette.wave, count: axis.columns)
    for span in model.marks.reviewed where span.start < span.end {
      for column in axis.columns(touching: span.start..<span.end) { styles[column] = palette.reviewed }
    }
    for span in model.marks.ignored where span.start < span.end {
      for column in axis.columns(touching: span.start..<span.end) { styles[column] = palette.faint }
    }
    return styles
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
      for ends in axis.ends(of: model.pending, \.offset) {
        put(glyphs.ghost, palette.ghost, ends.column..<ends.column + 1, &grid)
      }
    }
    for ends in axis.ends(of: model.marks.tags, \.offset) {
      put(glyphs.line, palette.label(ends.last.label), ends.column..<ends.column + 1, &grid)
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
    if let shade = palette.shade {
      grid.restyle(rect) { $0.background = shade }
    } else if rect.rows > 1 {
      // Blocks that are reversed would show what is not there: only the map is.
      grid.restyle(Rect(column: rect.column, row: rect.endRow - 1, columns: rect.columns, rows: 1)) {
        $0.isReversed = true
      }
    } else {
      grid.restyle(rect) { $0.isUnderlined = true }
    }
  }
}
