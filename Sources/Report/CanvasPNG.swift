import Basis
import CCairo
import Files

/// Where Cairo leaves the bytes of a picture.
private final class ByteSink {
  var bytes: [UInt8] = []
}

extension Canvas {
  /// The picture as a PNG. The same drawing gives the same bytes. Throws `ReportError`.
  public func png() throws -> [UInt8] {
    cairo_surface_flush(surface)
    try check()
    let sink = ByteSink()
    let status = cairo_surface_write_to_png_stream(
      surface,
      { target, bytes, count in
        guard let target, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(target).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(sink).toOpaque())
    guard status == CAIRO_STATUS_SUCCESS else { throw Canvas.error(status) }
    return withExtendedLifetime(sink) { sink.bytes }
  }

  /// Replaces the file with the picture as a PNG; whoever looks meets the old file or the whole new one.
  ///
  /// Throws `ReportError` before the file is touched, and `FileError`.
  public func writePNG(to path: Path) throws { try AtomicFile.write(png(), to: path) }
}
