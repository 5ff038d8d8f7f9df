import Basis
import Screen

/// Which times a ruler names: steps of 1, 2 and 5 in samples, milliseconds, seconds, minutes or hours.
package struct RulerScale: Equatable, Sendable {
  /// From one label to the next, in samples at 16 kHz.
  package let step: Int

  private static let millisecond = Sampling.rate / 1000

  private static let steps: [Int] = {
    let samples = [1, 2, 5, 10]
    let milliseconds = [1, 2, 5, 10, 20, 50, 100, 200, 500].map { $0 * millisecond }
    let seconds = [1, 2, 5, 10, 20, 60, 120, 300, 600, 1200, 3600, 7200, 18_000, 36_000, 72_000, 180_000]
    let more = (0..<9).map { 360_000 * [1, 2, 5][$0 % 3] * [1, 10, 100][$0 / 3] }
    return samples + milliseconds + (seconds + more).map { $0 * Sampling.rate }
  }()

  /// The finest steps whose labels do not touch each other; `nil` where there are none.
  package init?(_ axis: TimeAxis) {
    let last = axis.range.upperBound
    let found = RulerScale.steps.first { step in
      let width = RulerScale.text(last, step: step).unicodeScalars.count
      return Double(step) / axis.samplesPerColumn >= Double(width + 3)
    }
    guard let found else { return nil }
    step = found
  }

  /// A label: the sample's number below a millisecond, otherwise the time.
  package func text(_ sample: Int) -> String { RulerScale.text(sample, step: step) }

  private static func text(_ sample: Int, step: Int) -> String {
    if step < millisecond { return "#\(sample)" }
    let clock = TimeText.clock(sample / Sampling.rate)
    guard step < Sampling.rate else { return clock }
    let milliseconds = sample % Sampling.rate / millisecond
    let digits = step >= 100 * millisecond ? 1 : step >= 10 * millisecond ? 2 : 3
    return "\(clock)." + TimeText.padded(milliseconds / [100, 10, 1][digits - 1], digits)
  }
}

extension ScreenDrawing {
  /// The viewport's time; the cursor's place in it, and what is heard.
  mutating func drawRuler(_ overlay: Overlay) {
    let axis = overlay.axis
    putCursor(overlay)
    if let heard = model.heard { putSign(Cell(">", palette.heard), at: heard, axis) }
    let shown = axis.range.clamped(to: 0..<max(1, model.length))
    guard !shown.isEmpty, let scale = RulerScale(axis) else { return }
    var sample = shown.lowerBound / scale.step * scale.step
    while sample < shown.upperBound {
      drawTick(sample, scale.text(sample), axis)
      drawMinorTicks(after: sample, step: scale.step, axis, end: shown.upperBound)
      sample += scale.step
    }
  }

  mutating func putCursor(_ overlay: Overlay) {
    putSign(Cell(glyphs.below, palette.cursor), at: model.cursor, overlay.axis)
  }

  /// Puts a sign above a sample, unless something stands there.
  private mutating func putSign(_ cell: Cell, at sample: Int, _ axis: TimeAxis) {
    guard let column = axis.column(of: sample).map({ layout.ruler.column + $0 }),
      isFree(column..<column + 1, row: layout.ruler.row)
    else { return }
    grid[column, layout.ruler.row] = cell
  }

  private mutating func drawTick(_ sample: Int, _ text: String, _ axis: TimeAxis) {
    let (rect, width) = (layout.ruler, text.unicodeScalars.count)
    guard let column = axis.column(of: sample).map({ rect.column + $0 }) else { return }
    if isFree(column..<column + 1, row: rect.row) {
      grid[column, rect.row] = Cell(glyphs.tick, palette.faint)
    }
    guard column + width < rect.endColumn, isFree(column + 1..<column + width + 2, row: rect.row) else {
      return
    }
    grid.put(text, column: column + 1, row: rect.row)
  }

  private mutating func drawMinorTicks(after sample: Int, step: Int, _ axis: TimeAxis, end: Int) {
    guard step % 5 == 0 else { return }
    for part in 1..<5 {
      let place = sample + step / 5 * part
      guard place < end, let column = axis.column(of: place).map({ layout.ruler.column + $0 }),
        isFree(column - 1..<column + 2, row: layout.ruler.row)
      else { continue }
      grid[column, layout.ruler.row] = Cell(glyphs.minorTick, palette.faint)
    }
  }
}
