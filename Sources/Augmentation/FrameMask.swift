import Basis

/// Covers neighbouring frames.
package struct FrameMask: ImageTransform {
  /// Masks.
  package var count = 1
  /// The largest part of all frames that the masks may cover together.
  package var mostCovered = 1.0
  /// Where each begins, as a part of all frames.
  package var starts: [Double] = []
  /// How many frames each covers, as a part of all frames.
  package var widths: [Double] = []
  /// What comes into the covered cells.
  package var fill = MaskFill.minimum
  /// Whether the frames with the onset stay visible.
  package var sparesOnset = true

  /// No mask.
  package init() {}

  package static let name = "frame_mask"
  package static let summary = "Covers neighbouring frames of the log-mel image"
  package static let about = """
    SpecAugment's time mask (Park et al. 2019), scaled to 33 frames: T = 100 is 6 frames, T = 70 is 4. The part of the
    image that all masks cover together is bounded (its p). The frames that hold the onset stay visible unless told
    otherwise: a shot without its onset is another sound. Where the onset is not known, a shot's chunk is skipped.
    """
  private static let widthName = "frames"
  package static let parameters: [Parameter<FrameMask>] = [
    .count("count", \.count, unit: "masks", in: 0...33, standard: 1...1, "Masks on an image"),
    .setting(widthName, unit: "of 33 frames", in: 0...33, standard: 0...6, "Width of a mask"),
    .number(
      "most_covered", \.mostCovered, unit: "of all frames", in: 0...1, standard: 1...1,
      "The largest part that the masks may cover together"),
    .choice("fill", \.fill, standard: .minimum, "What comes into the covered cells"),
    .flag("spare_onset", \.sparesOnset, standard: true, "Leave the frames of the onset visible"),
    .drawnNumbers("starts", \.starts, in: 0...1, "Where each mask begins, as a part of all frames"),
    .drawnNumbers("widths", \.widths, in: 0...1, "How wide each mask is, as a part of all frames"),
  ]

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    if lacksOnset(facts) { return .unknownOnset }
    (starts, widths) = ([], [])
    draw(settings, key) { start, width in
      starts.append(start)
      widths.append(width)
    }
    return nil
  }

  /// Whether an onset is to be spared, but nobody knows where it is.
  private func lacksOnset(_ facts: ClipFacts) -> Bool {
    sparesOnset && facts.isPositive && facts.onset == nil
  }

  /// Draws masks: where each begins, and how wide it is.
  private func draw(_ settings: Settings, _ key: RandomKey, _ body: (Double, Double) -> Void) {
    let total = MaskPlaces.frames
    let most = Int(mostCovered * Double(total)) / max(1, count)
    let range = MaskPlaces.whole(settings.range(Self.widthName)).clamped(to: 0...max(0, most))
    MaskPlaces.draw(count, widths: range, of: total, key, body)
  }

  /// Masks that would cover the onset end before it, or begin behind it, whichever leaves more of them.
  package func apply(to image: inout LogMelCells) {
    let value = fill.value(in: image)
    for (start, width) in zip(starts, widths) { cover(image, start, width, value) }
  }

  /// Without lists of what was drawn.
  package mutating func change(
    _ image: inout LogMelCells, _ settings: Settings, _ facts: ClipFacts, _ key: RandomKey
  ) {
    guard !lacksOnset(facts) else { return }
    let (mask, cells, value) = (self, image, fill.value(in: image))
    draw(settings, key) { start, width in mask.cover(cells, start, width, value) }
  }

  private func cover(_ image: LogMelCells, _ start: Double, _ width: Double, _ value: Float) {
    var covered = MaskPlaces.range(start, width, of: image.frames)
    if sparesOnset, let onset = image.onset, covered.overlaps(onset.lowerBound..<onset.upperBound + 1) {
      let before = covered.lowerBound..<max(covered.lowerBound, onset.lowerBound)
      let behind = min(covered.upperBound, onset.upperBound + 1)..<covered.upperBound
      covered = before.count >= behind.count ? before : behind
    }
    image.fill(bands: 0..<image.nMels, frames: covered, with: value)
  }
}
