import CCairo

/// Letters of one size: DejaVu Sans where it is installed, what the system has in its place otherwise, and the few
/// strokes that Cairo brings along where there is no font at all.
///
/// Letters are grey at their edges and never coloured, and stand where their own widths put them, so that on one
/// machine the same text gives the same pixels.
public final class Font {
  /// What Cairo can draw without any font installed.
  package static let builtIn = "@cairo:"

  /// From one line to the next, in pixels.
  public let lineHeight: Double
  /// From the upper end of a line to what its letters stand on, in pixels.
  public let ascent: Double
  let scaled: OpaquePointer?

  /// - Parameter size: pixels from line to line, about; 11 is the smallest that reads well.
  public convenience init(size: Double, isBold: Bool = false) {
    self.init(size: size, isBold: isBold, family: "DejaVu Sans")
  }

  package init(size: Double, isBold: Bool, family: String) {
    let size = min(max(size.isNaN ? 11 : size, 1), 500)
    let wanted = Font.make(family, size, isBold)
    scaled = wanted ?? Font.make(Font.builtIn, size, isBold)
    // Fonts say different things about themselves; these suit all, and keep the layout the same with any of them.
    (lineHeight, ascent) = ((size * 1.35).rounded(), (size * 1.03).rounded())
  }

  deinit { cairo_scaled_font_destroy(scaled) }

  /// `nil` where Cairo cannot make letters of this family.
  private static func make(_ family: String, _ size: Double, _ isBold: Bool) -> OpaquePointer? {
    let face = cairo_toy_font_face_create(
      family, CAIRO_FONT_SLANT_NORMAL, isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    let options = cairo_font_options_create()
    defer {
      cairo_font_face_destroy(face)
      cairo_font_options_destroy(options)
    }
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON)
    var (scale, identity) = (cairo_matrix_t(), cairo_matrix_t())
    cairo_matrix_init_scale(&scale, size, size)
    cairo_matrix_init_identity(&identity)
    let scaled = cairo_scaled_font_create(face, &scale, &identity, options)
    if cairo_scaled_font_status(scaled) == CAIRO_STATUS_SUCCESS { return scaled }
    cairo_scaled_font_destroy(scaled)
    return nil
  }

  /// How many pixels a text takes from left to right, as it would be drawn.
  public func width(of text: String) -> Double { widthAsIs(LegibleText.cleaned(text)) }

  /// The same for a text without control characters.
  func widthAsIs(_ text: String) -> Double {
    guard let scaled else { return 0 }
    var extents = cairo_text_extents_t()
    cairo_scaled_font_text_extents(scaled, text, &extents)
    return extents.x_advance.isFinite ? extents.x_advance : 0
  }
}
