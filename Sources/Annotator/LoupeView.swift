import Audio
import Basis
import Screen

// ±32 ms around the cursor, always at the same scale, so that placing a mark needs no zooming.
extension ScreenDrawing {
  /// Samples on each side of the cursor.
  static let loupeReach = 512

  mutating func drawLoupe() {
    var rect = layout.loupe
    for row in rect.row..<rect.endRow {
      grid[rect.column, row] = Cell(glyphs.line, palette.faint)
    }
    // An odd number of columns has one in the middle, for the cursor.
    let columns = rect.columns - 1 - rect.columns % 2
    rect = Rect(column: rect.column + 1, row: rect.row, columns: columns, rows: rect.rows)
    guard columns > 0, rect.rows >= 3, model.length > 0 else { return }
    let (above, below) = (rect.takeTop(1), rect.takeBottom(1))
    let reach = ScreenDrawing.loupeReach
    let range = model.cursor - reach..<model.cursor + reach
    var canvas = DotCanvas(columns: columns, rows: rect.rows, glyphs: model.glyphs)
    let peaks = loupePeaks(range, dots: columns * DotCanvas.across(model.glyphs))
    let height = WaveScale.height(peaks.compactMap { $0 })
    for (dot, peak) in peaks.enumerated() {
      if let peak { canvas.add(peak, at: dot, scale: height > 0 ? height : 1) }
    }
    put(canvas, Overlay(model, range, columns: columns, withChunk: false), in: rect)
    putLoupeTitle(in: above, samplesPerDot: Double(2 * reach) / Double(peaks.count))
    let known = peaks.contains { $0 != nil }
    let peak = known ? (height > 0 ? "peak " : "") + WaveScale.decibels(height) : "not read yet"
    putFirst([peak], in: below, palette.faint)
  }

  /// Least and greatest sample of each of so many equal parts; `nil` where they are not in memory.
  private func loupePeaks(_ range: Range<Int>, dots: Int) -> [Peak?] {
    let known = model.near.range.clamped(to: 0..<max(0, model.length))
    return (0..<dots).map { dot in
      let start = range.lowerBound + dot * range.count / dots
      let part = (start..<range.lowerBound + (dot + 1) * range.count / dots).clamped(to: known)
      guard !part.isEmpty else { return nil }
      let first = model.near.first
      let values = model.near.values[part.lowerBound - first..<part.upperBound - first]
      return WaveScale.joined(values.lazy.map { Peak(low: $0, high: $0) })
    }
  }

  private mutating func putLoupeTitle(in rect: Rect, samplesPerDot: Double) {
    let dot = Int(samplesPerDot.rounded())
    let short = "\(dot)/dot"
    let around = glyphs.plusMinus + "32"
    let texts = [
      "loupe \(around) ms · \(dot) samples a dot", "\(around) ms · \(dot) a dot", "\(around)ms \(short)",
      "\(around) \(short)", short,
    ]
    putFirst(texts, in: rect, palette.faint)
  }

  /// The first of some texts, from the longest to the shortest, for which there is room, in the middle.
  private mutating func putFirst(_ texts: [String], in rect: Rect, _ style: Style) {
    guard let text = texts.first(where: { $0.unicodeScalars.count <= rect.columns }) else { return }
    let column = rect.column + (rect.columns - text.unicodeScalars.count) / 2
    grid.put(text, column: column, row: rect.row, style: style)
  }
}
