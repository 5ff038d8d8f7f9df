import Audio
import Screen

// The viewport: flags, ruler, waveform.
extension ScreenDrawing {
  mutating func drawWaveform() {
    let rect = layout.waveform
    let overlay = Overlay(model, model.viewport.range, columns: rect.columns)
    var canvas = DotCanvas(columns: rect.columns, rows: rect.rows, glyphs: model.glyphs)
    let scale = waveScale
    if let outline = model.outline {
      canvas.add(outline.content, of: outline.look.range, over: model.viewport.range, scale: scale)
    }
    blankOutside(&canvas, overlay)
    put(canvas, overlay, in: rect)
    // In one row the cursor's sign comes first: words stand beside it.
    if layout.flags == layout.ruler { putCursor(overlay) }
    drawFlags(overlay)
    drawRuler(overlay)
    drawScale(scale)
    if model.outline?.isSparse == true { putSparse(in: rect) }
  }

  /// The amplitude of the waveform's upper edge.
  var waveScale: Float {
    let height = max(WaveScale.height(model.overview), WaveScale.height(model.outline?.content ?? []))
    return height > 0 ? WaveScale.stepped(height) : 1
  }

  /// What lies outside of the recording is not silence.
  private func blankOutside(_ canvas: inout DotCanvas, _ overlay: Overlay) {
    let known = overlay.axis.columns(touching: 0..<max(0, model.length))
    for column in 0..<canvas.columns where !known.contains(column) { canvas.blank(column) }
  }

  /// Says that only a part of the sound was looked at, so that there may be more than is shown.
  mutating func putSparse(in rect: Rect) {
    let text = "sparse"
    guard rect.columns >= text.count + 2, rect.rows > 0 else { return }
    grid.put(
      text, column: rect.endColumn - text.count, row: rect.endRow - 1, style: Style(reversed: true, dim: true)
    )
  }

  /// The words of lines, what matters most first; those that would touch another are left out.
  private mutating func drawFlags(_ overlay: Overlay) {
    let rect = layout.flags
    for flag in overlay.flags {
      let width = flag.text.unicodeScalars.count
      guard width <= rect.columns else { continue }
      let isAtSign = rect == layout.ruler && overlay.columns[flag.column].isCursor
      let column = rect.column + flagColumn(flag, width: width, in: rect, isAtSign: isAtSign)
      // A word may touch the sign that it belongs to, and nothing else.
      let around = (column - 1..<column + width + 1).filter { !isAtSign || $0 != rect.column + flag.column }
      guard around.allSatisfy({ isFree($0..<$0 + 1, row: rect.row) }) else { continue }
      grid.put(flag.text, column: column, row: rect.row, style: style(of: flag.line))
    }
  }

  /// Where a word begins: above its line, or behind the cursor's sign there; before it at the right edge.
  private func flagColumn(_ flag: Overlay.Flag, width: Int, in rect: Rect, isAtSign: Bool) -> Int {
    guard isAtSign else { return max(0, min(flag.column, rect.columns - width)) }
    return flag.column + 1 + width <= rect.columns ? flag.column + 1 : max(0, flag.column - width)
  }

  /// The amplitude of the upper edge, where it is less than 1.
  private mutating func drawScale(_ scale: Float) {
    let text = "top " + WaveScale.decibels(scale)
    let (width, rect) = (text.unicodeScalars.count, layout.flags)
    guard scale < 1, rect != layout.ruler, isFree(rect.endColumn - width - 1..<rect.endColumn, row: rect.row)
    else { return }
    grid.put(text, column: rect.endColumn - width, row: rect.row, style: palette.faint)
  }

  /// Whether nothing is written there.
  func isFree(_ columns: Range<Int>, row: Int) -> Bool {
    columns.allSatisfy { grid[$0, row].character == " " }
  }
}
