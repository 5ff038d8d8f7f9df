import CCairo

/// Which part of a text stands at the place that is given for it.
public enum Alignment: Sendable {
  /// Its left end.
  case left
  /// Its middle.
  case center
  /// Its right end.
  case right
}

extension Canvas {
  /// Writes one line; `y` is the upper end of the line, and what does not fit into `width` is cut short with `…`.
  public func text(
    _ text: String, x: Double, y: Double, _ font: Font, _ color: RGB = .ink, _ alignment: Alignment = .left,
    width: Double = .infinity
  ) {
    write(
      width.isFinite ? font.elided(text, to: width) : text, x: x, y: y, font, color, alignment, turns: false)
  }

  /// Writes one line upwards; `x` is the upper end of the line, which is its left here.
  public func risingText(
    _ text: String, x: Double, y: Double, _ font: Font, _ color: RGB = .ink, _ alignment: Alignment = .left,
    width: Double = .infinity
  ) {
    write(
      width.isFinite ? font.elided(text, to: width) : text, x: x, y: y, font, color, alignment, turns: true)
  }

  private func write(
    _ text: String, x: Double, y: Double, _ font: Font, _ color: RGB, _ alignment: Alignment, turns: Bool
  ) {
    let text = LegibleText.cleaned(text)
    guard let scaled = font.scaled, !text.isEmpty, x.magnitude < 1_000_000, y.magnitude < 1_000_000 else {
      return
    }
    let width = font.widthAsIs(text)
    let start: Double =
      switch alignment {
      case .left: 0
      case .center: -width / 2
      case .right: -width
      }
    cairo_save(context)
    take(color)
    cairo_translate(context, x.rounded(), y.rounded())
    if turns { cairo_rotate(context, -Double.pi / 2) }
    cairo_move_to(context, start.rounded(), font.ascent)
    if turns { turned(font) } else { cairo_set_scaled_font(context, scaled) }
    cairo_show_text(context, text)
    cairo_restore(context)
  }

  /// Letters made for level lines cannot be turned: the same ones are made anew under the turned coordinates.
  private func turned(_ font: Font) {
    guard let scaled = font.scaled else { return }
    var matrix = cairo_matrix_t()
    cairo_scaled_font_get_font_matrix(scaled, &matrix)
    let options = cairo_font_options_create()
    cairo_scaled_font_get_font_options(scaled, options)
    cairo_set_font_face(context, cairo_scaled_font_get_font_face(scaled))
    cairo_set_font_matrix(context, &matrix)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }
}
