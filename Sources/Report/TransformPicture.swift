import Basis
import Files

/// What one transform does, small enough for a page of documentation: before and after, as waveforms one above the
/// other or as log-mel images beside each other. 480 × 200 pixels.
public struct TransformPicture: Sendable {
  /// What is shown of a sound.
  public enum Subject: Sendable {
    /// Samples over time.
    case waveform
    /// The log-mel image, on a scale that both share.
    case logMel
  }

  /// Pixels across.
  public static let width = 480
  /// Pixels down.
  public static let height = 200

  /// As it was.
  public var before: SoundView
  /// As it became.
  public var after: SoundView
  /// What is shown of both.
  public var subject: Subject

  /// A picture of a pair.
  public init(before: SoundView, after: SoundView, subject: Subject) {
    (self.before, self.after, self.subject) = (before, after, subject)
  }

  /// The picture as a PNG. Throws `ReportError`.
  public func png() throws -> [UInt8] {
    let canvas = try Canvas(width: TransformPicture.width, height: TransformPicture.height)
    let font = Font(size: 11)
    switch subject {
    case .waveform: drawWaveforms(on: canvas, font)
    case .logMel: drawImages(on: canvas, font)
    }
    return try canvas.png()
  }

  /// Replaces the file with the picture. Throws `ReportError` and `FileError`.
  public func writePNG(to path: Path) throws { try AtomicFile.write(png(), to: path) }

  private static let margin = 8.0

  private func drawWaveforms(on canvas: Canvas, _ font: Font) {
    let magnification = WaveformPicture.magnification(for: [before.samples, after.samples])
    let (left, width) = (TransformPicture.margin, Double(canvas.width) - 2 * TransformPicture.margin)
    let height = (Double(canvas.height) - 2 * TransformPicture.margin) / 2
    for (index, (name, view)) in [("before", before), ("after", after)].enumerated() {
      let top = TransformPicture.margin + Double(index) * height
      canvas.text(name, x: left, y: top, font, .quiet)
      let factor = magnification > 1 ? "   drawn × \(magnification)" : ""
      canvas.text(view.levelText + factor, x: left + width, y: top, font, .quiet, .right)
      let label = font.lineHeight
      WaveformPicture(samples: view.samples, onsets: view.onsets, magnification: magnification)
        .draw(on: canvas, in: Box(x: left, y: top + label, width: width, height: height - label - 4))
    }
  }

  private func drawImages(on canvas: Canvas, _ font: Font) {
    let scale = LogMelView.scale(of: [before.image, after.image].compactMap { $0 })
    let gap = 16.0
    let (left, top) = (TransformPicture.margin, TransformPicture.margin)
    let width = (Double(canvas.width) - 2 * left - gap) / 2
    for (index, (name, view)) in [("before", before), ("after", after)].enumerated() {
      let x = left + Double(index) * (width + gap)
      canvas.text(name, x: x, y: top, font, .quiet)
      let box = Box(
        x: x, y: top + font.lineHeight, width: width,
        height: Double(canvas.height) - 2 * top - font.lineHeight)
      if let image = view.image {
        ImagePicture(image, scale: scale).draw(on: canvas, in: box)
      } else {
        canvas.fill(WaveformPicture.strip(in: box), .ground)
        canvas.text("no image", x: box.middle, y: box.y + box.height / 2, font, .quiet, .center)
      }
    }
  }
}
