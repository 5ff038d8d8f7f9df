import CCairo
import Report

/// A PNG read back into colours.
struct DecodedPNG {
  let width: Int
  let height: Int
  private let colors: [RGB]

  /// `nil` where Cairo cannot read it.
  init?(_ bytes: [UInt8]) {
    let source = Source(bytes)
    let surface = withExtendedLifetime(source) {
      cairo_image_surface_create_from_png_stream(
        { source, target, count in
          guard let source, let target else { return CAIRO_STATUS_READ_ERROR }
          return Unmanaged<Source>.fromOpaque(source).takeUnretainedValue().read(target, Int(count))
        }, Unmanaged.passUnretained(source).toOpaque())
    }
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      let data = cairo_image_surface_get_data(surface)
    else { return nil }
    (width, height) = (
      Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface))
    )
    let stride = Int(cairo_image_surface_get_stride(surface))
    var colors: [RGB] = []
    for y in 0..<height {
      for x in 0..<width {
        let word = UnsafeRawPointer(data + y * stride + x * 4).load(as: UInt32.self)
        func part(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: word >> shift) }
        colors.append(RGB(part(16), part(8), part(0)))
      }
    }
    self.colors = colors
  }

  /// `nil` outside.
  subscript(x: Int, y: Int) -> RGB? {
    (0..<width).contains(x) && (0..<height).contains(y) ? colors[y * width + x] : nil
  }

  /// The colours of a column from top to bottom.
  func column(_ x: Int) -> [RGB] { (0..<height).compactMap { self[x, $0] } }

  /// The columns that have this colour somewhere.
  func columns(with color: RGB) -> [Int] { (0..<width).filter { column($0).contains(color) } }

  /// How many pixels are not of this colour.
  func count(otherThan color: RGB) -> Int { colors.count { $0 != color } }

  /// How many pixels are of this colour.
  func count(of color: RGB) -> Int { colors.count { $0 == color } }
}

private final class Source {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) -> cairo_status_t {
    guard position + count <= bytes.count else { return CAIRO_STATUS_READ_ERROR }
    for index in 0..<count { target[index] = bytes[position + index] }
    position += count
    return CAIRO_STATUS_SUCCESS
  }
}
