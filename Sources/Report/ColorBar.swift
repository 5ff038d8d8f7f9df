/// The legend of a scale: its colours, with the figures of its ends.
struct ColorBar {
  var scale: ClosedRange<Double>
  /// Decimals of the figures.
  var decimals: Int

  /// Lies in `box`, dark to the left.
  func drawLevel(on canvas: Canvas, in box: Box) {
    let (width, height) = (box.pixelsAcross, box.pixelsDown)
    let pixels = Pixels(width: width, height: height) { x, _ in
      LevelColors.color(Double(x) / Double(max(1, width - 1)))
    }
    canvas.draw(pixels, x: box.x, y: box.y)
  }

  /// Stands in `box`, dark at the bottom; figures to its right.
  func drawUpright(on canvas: Canvas, in box: Box, _ font: Font) {
    let (width, height) = (box.pixelsAcross, box.pixelsDown)
    let pixels = Pixels(width: width, height: height) { _, y in
      LevelColors.color(1 - Double(y) / Double(max(1, height - 1)))
    }
    canvas.draw(pixels, x: box.x, y: box.y)
    for (value, part) in ticks(in: box, font) {
      let y = box.y + ((1 - part) * (box.height - 1)).rounded()
      canvas.fill(Box(x: box.right, y: y, width: 4, height: 1), .quiet)
      let text = Figures.text(value, decimals: decimals)
      canvas.text(text, x: box.right + 8, y: y - (font.lineHeight / 2).rounded(), font, .quiet)
    }
  }

  /// The widest figure, in pixels.
  func figureWidth(_ font: Font) -> Double {
    [scale.lowerBound, scale.upperBound].map { font.width(of: Figures.text($0, decimals: decimals)) }.max()
      ?? 0
  }

  /// Both ends and as many places between as have room; the middle alone where the scale has no length.
  private func ticks(in box: Box, _ font: Font) -> [(value: Double, part: Double)] {
    let length = scale.upperBound - scale.lowerBound
    guard length > 0, length.isFinite else { return [(scale.lowerBound, 0.5)] }
    let parts = min(4, max(1, Int(box.height / (font.lineHeight * 2))))
    return (0...parts).map {
      (scale.lowerBound + length * Double($0) / Double(parts), Double($0) / Double(parts))
    }
  }
}
