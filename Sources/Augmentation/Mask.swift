import Basis

/// What a mask puts into the cells that it covers.
package enum MaskFill: String, CaseIterable, Sendable {
  /// The image's least value.
  case minimum
  /// The mean over the image.
  case mean
  /// The median over the image.
  case median
  /// -100 dB: what digital silence gives with the original project's features.
  case silence

  /// The value for an image.
  func value(in image: LogMelCells) -> Float {
    switch self {
    case .silence: return -100
    case .minimum: return image.values.min() ?? 0
    case .mean:
      return Float(image.values.reduce(0.0) { $0 + Double($1) } / Double(max(1, image.values.count)))
    case .median:
      let sorted = image.values.sorted()
      return sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
  }
}

/// Stretches of an axis, as parts of it: they are drawn on the standard image, 32 bands and 33 frames, and mean the
/// same on images with other numbers of bands and frames.
enum MaskPlaces {
  /// Bands of the standard image.
  static let bands = 32
  /// Frames of the standard image.
  static let frames = 33

  /// Draws `count` stretches: a width from `widths`, and a place for it (Park et al.: SpecAugment, 2019, section 2).
  ///
  /// - Parameter body: is given the start and the width of each.
  @inline(__always)
  static func draw(
    _ count: Int, widths: ClosedRange<Int>, of total: Int, _ key: RandomKey, _ body: (Double, Double) -> Void
  ) {
    for mask in 0..<max(0, count) {
      var generator = key.adding(mask).generator()
      let width = min(total, generator.integer(in: widths))
      let start = generator.below(total - width + 1)
      body(Double(start) / Double(total), Double(width) / Double(total))
    }
  }

  /// The bands or frames of an image that a stretch covers.
  static func range(_ start: Double, _ width: Double, of total: Int) -> Range<Int> {
    let lower = Int((start * Double(total)).rounded())
    let upper = Int(((start + width) * Double(total)).rounded())
    return (lower..<max(lower, upper)).clamped(to: 0..<total)
  }

  /// The whole numbers of a setting.
  static func whole(_ range: ClosedRange<Double>) -> ClosedRange<Int> {
    Int(range.lowerBound.rounded(.up))...Int(range.upperBound)
  }
}
