/// One line that says what the marks and colours mean.
struct ContactSheetLegend {
  let scale: ClosedRange<Double>
  let font: Font

  func draw(on canvas: Canvas, x: Double, y: Double) {
    let middle = y + (font.lineHeight / 2).rounded()
    var x = x
    canvas.fill(Box(x: x + 5, y: middle - 6, width: 1, height: 12), .onset)
    canvas.pointer(x: x + 5.5, y: middle - 1, size: 6, .onset)
    x = write("onset", after: x + 16, y, on: canvas)
    canvas.fill(Box(x: x, y: middle - 4, width: 10, height: 8), .warning)
    x = write("clipped samples", after: x + 16, y, on: canvas)
    let masked = Pixels(width: 12, height: 10) { x, y in (x + y) % 4 == 0 ? .hatching : .masked }
    canvas.draw(masked, x: x, y: middle - 5)
    x = write("masked", after: x + 18, y, on: canvas)
    drawScale(on: canvas, x: x, y: y, middle: middle)
  }

  private func drawScale(on canvas: Canvas, x: Double, y: Double, middle: Double) {
    let end = write("log-mel", after: x, y, on: canvas, gap: 8)
    let low = write(Figures.text(scale.lowerBound, decimals: 0), after: end, y, on: canvas, gap: 6)
    let bar = Box(x: low.rounded(), y: middle - 5, width: 96, height: 10)
    ColorBar(scale: scale, decimals: 0).drawLevel(on: canvas, in: bar)
    canvas.text(Figures.text(scale.upperBound, decimals: 0) + " dB", x: bar.right + 6, y: y, font, .quiet)
  }

  /// Returns where the next sign begins.
  private func write(_ text: String, after x: Double, _ y: Double, on canvas: Canvas, gap: Double = 24)
    -> Double
  {
    canvas.text(text, x: x, y: y, font, .quiet)
    return (x + font.width(of: text) + gap).rounded()
  }
}
