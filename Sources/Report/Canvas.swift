import Basis
import CCairo

/// What a picture is drawn on: Cairo's pixels in memory.
///
/// Drawing never fails by itself: whatever Cairo could not do is told when the picture is asked for. What does not lie
/// on the canvas is not drawn, and coordinates that are no numbers draw nothing. To be used by one thread at a time.
public final class Canvas {
  /// Pixels along the longer side; Cairo itself ends at 32,767.
  public static let maximumSide = 16_384
  /// Pixels in all: a quarter of a gigabyte.
  public static let maximumArea = 1 << 26

  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  let surface: OpaquePointer
  let context: OpaquePointer

  /// An empty canvas. Throws `ReportError`.
  public init(width: Int, height: Int, paper: RGB = .paper) throws {
    let sides = 1...Canvas.maximumSide
    guard sides.contains(width), sides.contains(height), width * height <= Canvas.maximumArea else {
      throw ReportError.size(width: width, height: height)
    }
    (self.width, self.height) = (width, height)
    // Both are never null: what went wrong is in their status.
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)) else {
      throw ReportError.cairo(reason: "no surface")
    }
    guard let context = cairo_create(surface) else {
      cairo_surface_destroy(surface)
      throw ReportError.cairo(reason: "no context")
    }
    (self.surface, self.context) = (surface, context)
    try check()
    fill(bounds, paper)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// The whole of it.
  public var bounds: Box { Box(x: 0, y: 0, width: Double(width), height: Double(height)) }

  /// Throws what Cairo could not do so far.
  func check() throws {
    for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS
    {
      throw Canvas.error(status)
    }
  }

  static func error(_ status: cairo_status_t) -> ReportError {
    .cairo(reason: cairo_status_to_string(status).map { String(cString: $0) } ?? "status \(status.rawValue)")
  }

  /// Takes this colour for what is drawn next.
  func take(_ color: RGB, opacity: Double = 1) {
    cairo_set_source_rgba(
      context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
      min(max(opacity, 0), 1))
  }
}
