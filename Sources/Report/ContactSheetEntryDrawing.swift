/// How one entry of a contact sheet is laid out, from its title down to its captions.
struct ContactSheetEntryDrawing {
  /// Pixels across.
  static let width = 376.0
  private static let waveformHeight = 56.0 + WaveformPicture.pointerHeight
  private static let imageHeight = 96.0 + WaveformPicture.pointerHeight
  private static let imageGap = 16.0
  /// Lines of captions at most, all steps together, and of one step.
  private static let captionLines = 6
  private static let linesOfOneCaption = 3

  private let titleFont = Font(size: 13, isBold: true)
  private let font = Font(size: 11)

  private var width: Double { ContactSheetEntryDrawing.width }
  private var labelHeight: Double { font.lineHeight + 1 }
  private var titleHeight: Double { titleFont.lineHeight + font.lineHeight + 8 }

  private var picturesHeight: Double {
    2 * (labelHeight + ContactSheetEntryDrawing.waveformHeight + 6)
      + labelHeight + ContactSheetEntryDrawing.imageHeight
  }

  /// Pixels down that an entry takes.
  func height(_ entry: ContactSheet.Entry) -> Double {
    let lines = captionLines(entry)
    return titleHeight + picturesHeight
      + (lines.isEmpty ? 0 : 8 + Double(lines.count) * font.lineHeight)
  }

  /// Draws an entry, its upper left corner at (`x`, `y`).
  func draw(
    _ entry: ContactSheet.Entry, scale: ClosedRange<Double>, on canvas: Canvas, x: Double, y: Double
  ) {
    canvas.text(titleFont.elidedInTheMiddle(entry.title, to: width), x: x, y: y, titleFont)
    canvas.text(entry.subtitle, x: x, y: y + titleFont.lineHeight + 1, font, .quiet, width: width)
    var y = y + titleHeight
    let magnification = WaveformPicture.magnification(for: [entry.before.samples, entry.after.samples])
    for (name, view) in [("before", entry.before), ("after", entry.after)] {
      drawWaveform(view, name, magnification, on: canvas, x: x, y: y)
      y += labelHeight + ContactSheetEntryDrawing.waveformHeight + 6
    }
    drawImages(entry, scale: scale, on: canvas, x: x, y: y)
    y += labelHeight + ContactSheetEntryDrawing.imageHeight + 8
    for line in captionLines(entry) {
      canvas.text(line, x: x, y: y, font)
      y += font.lineHeight
    }
  }

  private func drawWaveform(
    _ view: SoundView, _ name: String, _ magnification: Int, on canvas: Canvas, x: Double, y: Double
  ) {
    canvas.text(name, x: x, y: y, font, .quiet)
    let factor = magnification > 1 ? "   drawn × \(magnification)" : ""
    canvas.text(view.levelText + factor, x: x + width, y: y, font, .quiet, .right)
    let box = Box(
      x: x, y: y + labelHeight, width: width, height: ContactSheetEntryDrawing.waveformHeight)
    WaveformPicture(samples: view.samples, onsets: view.onsets, magnification: magnification)
      .draw(on: canvas, in: box)
  }

  private func drawImages(
    _ entry: ContactSheet.Entry, scale: ClosedRange<Double>, on canvas: Canvas, x: Double, y: Double
  ) {
    let half = (width - ContactSheetEntryDrawing.imageGap) / 2
    let sides = [("before", entry.before.image), ("after", entry.after.image)]
    for (index, (name, image)) in sides.enumerated() {
      let x = x + Double(index) * (half + ContactSheetEntryDrawing.imageGap)
      canvas.text(name, x: x, y: y, font, .quiet)
      let box = Box(
        x: x, y: y + labelHeight, width: half, height: ContactSheetEntryDrawing.imageHeight)
      if let image {
        ImagePicture(image, scale: scale).draw(on: canvas, in: box)
      } else {
        canvas.fill(WaveformPicture.strip(in: box), .ground)
        canvas.text("no image", x: box.middle, y: y + box.height / 2, font, .quiet, .center)
      }
    }
  }

  private func captionLines(_ entry: ContactSheet.Entry) -> [String] {
    let limit = ContactSheetEntryDrawing.captionLines
    var lines: [String] = []
    for (index, caption) in entry.captions.enumerated() {
      let more = font.wrapped(caption, to: width, lines: ContactSheetEntryDrawing.linesOfOneCaption)
      let isLast = index == entry.captions.count - 1
      if lines.count + more.count > (isLast ? limit : limit - 1) {
        return lines + ["… and \(entry.captions.count - index) more"]
      }
      lines += more
    }
    return lines
  }
}
