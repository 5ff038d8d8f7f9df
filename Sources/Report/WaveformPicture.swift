/// Samples over time: zero line, full scale, clipped samples in a warning colour and a block at the edge besides,
/// onsets as lines with a pointer above the strip.
public struct WaveformPicture: Sendable {
  /// Samples, full scale ±1. What is no number is drawn as 0; what lies beyond the strip ends at its edge.
  public var samples: [Float]
  /// Offsets into `samples`; others are not drawn.
  public var onsets: [Int]
  /// How much taller than true to scale it is drawn; default 1.
  public var magnification: Int

  /// A waveform.
  public init(samples: [Float], onsets: [Int] = [], magnification: Int = 1) {
    (self.samples, self.onsets, self.magnification) = (samples, onsets, max(1, magnification))
  }

  /// Above the strip, in pixels: the onsets' pointers stand there.
  static let pointerHeight = 7.0
  /// Between full scale and the strip's edge, in pixels.
  private static let headroom = 7.0

  /// The largest power of two, 64 at most, that leaves all of these within full scale: quiet sounds that are to be
  /// compared are drawn with the same.
  public static func magnification(for waveforms: [[Float]]) -> Int {
    let peak = waveforms.joined().reduce(Float(0)) { max($0, $1.magnitude) }
    guard peak > 0 else { return 1 }
    return [64, 32, 16, 8, 4, 2].first { Float($0) * peak <= 1 } ?? 1
  }

  /// Where the samples are drawn inside `box`: below the pointers.
  static func strip(in box: Box) -> Box {
    Box(
      x: box.x, y: box.y + pointerHeight, width: Double(box.pixelsAcross),
      height: Double(max(0, box.pixelsDown - Int(pointerHeight))))
  }

  /// Draws into `box`, whose corner lies on whole pixels.
  public func draw(on canvas: Canvas, in box: Box) {
    let strip = WaveformPicture.strip(in: box)
    canvas.fill(strip, .ground)
    guard strip.isDrawable, !samples.isEmpty else { return }
    drawScale(on: canvas, strip)
    let columns = WaveformColumns(samples, columns: strip.pixelsAcross)
    let drawn = columns.columns()
    for (index, column) in drawn.enumerated() { drawCurve(column, index, on: canvas, strip) }
    for column in Set(onsets.compactMap(columns.column)).sorted() {
      let x = strip.x + Double(column)
      canvas.fill(Box(x: x, y: strip.y, width: 1, height: strip.height), .onset)
      canvas.pointer(x: x + 0.5, y: strip.y, size: WaveformPicture.pointerHeight - 1, .onset)
    }
    for (index, column) in drawn.enumerated() { drawWarning(column, index, on: canvas, strip) }
  }

  /// The strip's y of a value; what lies beyond ends at the edge.
  private func y(_ value: Float, _ strip: Box) -> Double {
    let half = max(1, strip.height / 2 - WaveformPicture.headroom)
    let height = Double(value) * Double(magnification) * half
    return strip.y + strip.height / 2 - min(max(height, -strip.height / 2), strip.height / 2)
  }

  private func drawScale(on canvas: Canvas, _ strip: Box) {
    let levels: [Float] = magnification == 1 ? [-1, 0, 1] : [0]
    for level in levels {
      let line = Box(x: strip.x, y: (y(level, strip) - 0.5).rounded(), width: strip.width, height: 1)
      canvas.fill(line, .rule)
    }
  }

  /// On whole pixels: soft edges would make the file half as large again.
  private func drawCurve(
    _ column: WaveformColumns.Column, _ index: Int, on canvas: Canvas, _ strip: Box
  ) {
    // From the pixel of the highest point to that of the lowest: one at least, also where the curve is level.
    let top = min(y(column.high, strip).rounded(.down), strip.bottom - 1)
    let bottom = min(y(column.low, strip).rounded(.down), strip.bottom - 1) + 1
    let isClipped = column.isClippedLow || column.isClippedHigh
    canvas.fill(
      Box(x: strip.x + Double(index), y: top, width: 1, height: bottom - top),
      isClipped ? .warning : .wave)
  }

  /// Blocks at the edges where samples are clipped, over everything else, and wide enough to be seen.
  private func drawWarning(
    _ column: WaveformColumns.Column, _ index: Int, on canvas: Canvas, _ strip: Box
  ) {
    let left = strip.x + Double(max(0, index - 2))
    let right = strip.x + Double(min(strip.pixelsAcross, index + 3))
    let height = min(WaveformPicture.headroom - 2, strip.height / 4)
    var block = Box(x: left, y: strip.y, width: right - left, height: height)
    if column.isClippedHigh { canvas.fill(block, .warning) }
    block.y = strip.bottom - height
    if column.isClippedLow { canvas.fill(block, .warning) }
  }
}
