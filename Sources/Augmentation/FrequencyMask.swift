import Basis

/// Covers neighbouring mel bands.
package struct FrequencyMask: ImageTransform {
  /// Masks.
  package var count = 1
  /// Where each begins, as a part of all bands.
  package var starts: [Double] = []
  /// How many bands each covers, as a part of all bands.
  package var widths: [Double] = []
  /// What comes into the covered cells.
  package var fill = MaskFill.minimum

  /// No mask.
  package init() {}

  package static let name = "frequency_mask"
  package static let summary = "Covers neighbouring mel bands of the log-mel image"
  package static let about = """
    SpecAugment's frequency mask (Park et al. 2019): a width is drawn, then a place for it. Its policies were made for 80
    bands; scaled to 32, F = 27 is 10 bands and F = 15 is 6. It stands for a missing part of the spectrum: a bad
    microphone, a codec. Kept in the manifest, and applied by `features` and the trainers.
    """
  private static let bands = "bands"
  package static let parameters: [Parameter<FrequencyMask>] = [
    .count("count", \.count, unit: "masks", in: 0...32, standard: 1...1, "Masks on an image"),
    .setting(bands, unit: "of 32 bands", in: 0...32, standard: 0...10, "Width of a mask"),
    .choice("fill", \.fill, standard: .minimum, "What comes into the covered cells"),
    .drawnNumbers("starts", \.starts, in: 0...1, "Where each mask begins, as a part of all bands"),
    .drawnNumbers("widths", \.widths, in: 0...1, "How wide each mask is, as a part of all bands"),
  ]

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    (starts, widths) = ([], [])
    draw(settings, key) { start, width in
      starts.append(start)
      widths.append(width)
    }
    return nil
  }

  /// Draws masks: where each begins, and how wide it is.
  private func draw(_ settings: Settings, _ key: RandomKey, _ body: (Double, Double) -> Void) {
    let range = MaskPlaces.whole(settings.range(Self.bands))
    MaskPlaces.draw(count, widths: range, of: MaskPlaces.bands, key, body)
  }

  package func apply(to image: inout LogMelCells) {
    let value = fill.value(in: image)
    for (start, width) in zip(starts, widths) { Self.cover(image, start, width, value) }
  }

  /// Without lists of what was drawn.
  package mutating func change(
    _ image: inout LogMelCells, _ settings: Settings, _ facts: ClipFacts, _ key: RandomKey
  ) {
    let (cells, value) = (image, fill.value(in: image))
    draw(settings, key) { start, width in Self.cover(cells, start, width, value) }
  }

  private static func cover(_ image: LogMelCells, _ start: Double, _ width: Double, _ value: Float) {
    image.fill(bands: MaskPlaces.range(start, width, of: image.nMels), frames: 0..<image.frames, with: value)
  }
}
