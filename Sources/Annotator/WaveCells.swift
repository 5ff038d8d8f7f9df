import Screen

// The cells of a waveform: dots, and what lies over them.
extension ScreenDrawing {
  /// Puts a canvas and its overlay into a part of the screen. Dots always win over lines: a mark never hides a peak.
  mutating func put(_ canvas: DotCanvas, _ overlay: Overlay, in rect: Rect) {
    for column in 0..<min(rect.columns, canvas.columns, overlay.columns.count) {
      let over = overlay.columns[column]
      for row in 0..<min(rect.rows, canvas.rows) {
        let index = row * canvas.columns + column
        grid[rect.column + column, rect.row + row] =
          canvas.dots[index] == 0
          ? emptyCell(
            over, isQuiet: canvas.isSilent[column] && !canvas.isUnknown[column], row: row, of: canvas.rows)
          : waveCell(canvas.character(column: column, row: row), over, isClipped: canvas.isClipped[index])
      }
    }
  }

  private func waveCell(_ character: Unicode.Scalar, _ over: Overlay.Column, isClipped: Bool) -> Cell {
    var style = over.chunk == .outside ? palette.wave : palette.chunk
    if over.isIgnored { style = palette.faint }
    if over.isToBeIgnored { style = palette.pendingIgnore }
    if let line = over.line { style = self.style(of: line) }
    if over.isHeard { style = palette.heard }
    if isClipped { style = palette.clipped }
    if over.isCursor, let shade = palette.shade { style.background = shade }
    if over.isCursor || over.line != nil, model.colors == .none {
      // Blocks that are reversed would show what is not there.
      if model.glyphs == .halfBlocks { style.isBold = true } else { style.isReversed = true }
    }
    return Cell(character, style)
  }

  private func emptyCell(_ over: Overlay.Column, isQuiet: Bool, row: Int, of rows: Int) -> Cell {
    var cell = emptySign(over, isQuiet: isQuiet, row: row, of: rows)
    if over.isCursor, let shade = palette.shade { cell.style.background = shade }
    return cell
  }

  private func emptySign(_ over: Overlay.Column, isQuiet: Bool, row: Int, of rows: Int) -> Cell {
    let isEdge = row == 0 || row == rows - 1
    if let line = over.line { return Cell(glyph(of: line), style(of: line)) }
    if over.isHeard { return Cell(glyphs.heard, palette.heard) }
    if over.isCursor { return Cell(glyphs.line, palette.cursor) }
    if over.chunk == .begin { return Cell(isEdge ? "[" : glyphs.chunkEdge, palette.chunk) }
    if over.chunk == .end { return Cell(isEdge ? "]" : glyphs.chunkEdge, palette.chunk) }
    if over.isToBeIgnored { return Cell(glyphs.hatch, palette.pendingIgnore) }
    if over.isIgnored { return Cell(glyphs.hatch, palette.faint) }
    if over.isEcho, row == rows - 1 { return Cell(glyphs.echo, palette.faint) }
    if isQuiet, row == rows / 2 { return Cell(glyphs.axis, palette.faint) }
    return .blank
  }

  func glyph(of line: Overlay.Line) -> Unicode.Scalar {
    switch line {
    case .ghost: glyphs.ghost
    case .mark: glyphs.line
    case .burst: glyphs.burst
    case .focus: glyphs.focus
    }
  }

  func style(of line: Overlay.Line) -> Style {
    switch line {
    case .ghost: palette.ghost
    case .mark(let label): palette.label(label)
    case .burst: palette.burst
    case .focus: palette.focus
    }
  }
}
