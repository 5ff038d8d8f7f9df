import CCairo

/// Colours row by row, the upper row first.
public struct Pixels: Equatable, Sendable {
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// `[height, width]`.
  public private(set) var colors: [RGB]

  /// Asks for the colour of every pixel: `color(x, y)`. Sides are cut to what a canvas can have.
  public init(width: Int, height: Int, color: (_ x: Int, _ y: Int) -> RGB) {
    let width = min(max(0, width), Canvas.maximumSide)
    let height = min(max(0, height), width > 0 ? Canvas.maximumArea / width : 0)
    (self.width, self.height) = (width, height)
    colors = []
    colors.reserveCapacity(width * height)
    for y in 0..<height {
      for x in 0..<width { colors.append(color(x, y)) }
    }
  }
}

extension Canvas {
  /// Puts pixels onto the canvas as they are, their upper left corner at (`x`, `y`), rounded to whole pixels.
  public func draw(_ pixels: Pixels, x: Double, y: Double) {
    let box = Box(
      x: x.rounded(), y: y.rounded(), width: Double(pixels.width), height: Double(pixels.height))
    guard box.isDrawable else { return }
    let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(pixels.width), Int32(pixels.height))
    defer { cairo_surface_destroy(image) }
    guard let bytes = cairo_image_surface_get_data(image) else { return }
    let stride = Int(cairo_image_surface_get_stride(image))
    cairo_surface_flush(image)
    for row in 0..<pixels.height {
      let line = UnsafeMutableRawPointer(bytes + row * stride)
      for column in 0..<pixels.width {
        let color = pixels.colors[row * pixels.width + column]
        let word = UInt32(color.red) << 16 | UInt32(color.green) << 8 | UInt32(color.blue)
        line.storeBytes(of: word, toByteOffset: column * 4, as: UInt32.self)
      }
    }
    cairo_surface_mark_dirty(image)
    cairo_save(context)
    cairo_set_source_surface(context, image, box.x, box.y)
    cairo_rectangle(context, box.x, box.y, box.width, box.height)
    cairo_fill(context)
    cairo_restore(context)
  }
}
