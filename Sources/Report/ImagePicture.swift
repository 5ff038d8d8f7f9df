/// A log-mel image in colours, low bands at the bottom, one scale for all that are compared; masked and unknown cells
/// are grey and hatched, onsets have a pointer above and a line.
public struct ImagePicture: Sendable {
  /// What is drawn.
  public var image: LogMelView
  /// dB of the darkest and of the brightest colour; what lies beyond gets the nearest.
  public var scale: ClosedRange<Double>

  /// An image on a scale, by default its own.
  public init(_ image: LogMelView, scale: ClosedRange<Double>? = nil) {
    (self.image, self.scale) = (image, scale ?? LogMelView.scale(of: [image]))
  }

  /// Draws into `box`, whose corner lies on whole pixels; the image fills it below the pointers.
  public func draw(on canvas: Canvas, in box: Box) {
    let strip = WaveformPicture.strip(in: box)
    canvas.fill(strip, .ground)
    guard strip.isDrawable, image.nMels > 0, image.frames > 0 else { return }
    let (width, height) = (strip.pixelsAcross, strip.pixelsDown)
    let pixels = Pixels(width: width, height: height) { x, y in
      let frame = ImagePicture.cell(x, of: width, cells: image.frames)
      let band = image.nMels - 1 - ImagePicture.cell(y, of: height, cells: image.nMels)
      return color(band * image.frames + frame, x, y)
    }
    canvas.draw(pixels, x: strip.x, y: strip.y)
    for onset in image.onsets { mark(onset, on: canvas, strip) }
  }

  /// The cell that a pixel's centre lies in.
  private static func cell(_ pixel: Int, of pixels: Int, cells: Int) -> Int {
    min(cells - 1, Int((Double(pixel) + 0.5) / Double(pixels) * Double(cells)))
  }

  private func color(_ index: Int, _ x: Int, _ y: Int) -> RGB {
    if let level = image.level(index) { return LevelColors.color(level, on: scale) }
    return (x + y) % 4 == 0 ? .hatching : .masked
  }

  private func mark(_ onset: Double, on canvas: Canvas, _ strip: Box) {
    let part = (onset + 0.5) / Double(image.frames)
    guard part >= 0, part < 1 else { return }
    let x = strip.x + (part * strip.width).rounded(.down)
    // Dark beside light: seen on any colour.
    canvas.fill(Box(x: x, y: strip.y, width: 1, height: strip.height), .paper, opacity: 0.85)
    canvas.fill(Box(x: x + 1, y: strip.y, width: 1, height: strip.height), .ink, opacity: 0.6)
    canvas.pointer(x: x + 0.5, y: strip.y, size: WaveformPicture.pointerHeight - 1, .onset)
  }
}
