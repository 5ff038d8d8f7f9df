import CCairo

extension Canvas {
  /// Fills a rectangle.
  public func fill(_ box: Box, _ color: RGB, opacity: Double = 1) {
    guard box.isDrawable else { return }
    take(color, opacity: opacity)
    cairo_rectangle(context, box.x, box.y, box.width, box.height)
    cairo_fill(context)
  }

  /// Draws the border of a rectangle, inside of it.
  public func frame(_ box: Box, _ color: RGB, thickness: Double = 1, isDashed: Bool = false) {
    let line = box.inset(by: thickness / 2)
    guard line.isDrawable, thickness > 0 else { return }
    cairo_save(context)
    take(color)
    cairo_set_line_width(context, thickness)
    if isDashed { cairo_set_dash(context, [5, 4], 2, 0) }
    cairo_rectangle(context, line.x, line.y, line.width, line.height)
    cairo_stroke(context)
    cairo_restore(context)
  }

  /// Fills a triangle that points down at (`x`, `y`), `size` pixels high and somewhat wider.
  public func pointer(x: Double, y: Double, size: Double, _ color: RGB) {
    guard Box(x: x - size, y: y - size, width: 2 * size, height: size).isDrawable else { return }
    take(color)
    cairo_move_to(context, x, y)
    cairo_line_to(context, x - size * 0.7, y - size)
    cairo_line_to(context, x + size * 0.7, y - size)
    cairo_close_path(context)
    cairo_fill(context)
  }

  /// Covers a rectangle with slanting lines.
  public func hatch(_ box: Box, _ color: RGB, spacing: Double = 6) {
    guard box.isDrawable, spacing >= 1, box.width + box.height < Double(2 * Canvas.maximumSide) else {
      return
    }
    cairo_save(context)
    take(color)
    cairo_rectangle(context, box.x, box.y, box.width, box.height)
    cairo_clip(context)
    cairo_set_line_width(context, 1)
    for offset in stride(from: spacing / 2, to: box.width + box.height, by: spacing) {
      cairo_move_to(context, box.x + offset, box.y)
      cairo_line_to(context, box.x + offset - box.height, box.bottom)
    }
    cairo_stroke(context)
    cairo_restore(context)
  }
}
