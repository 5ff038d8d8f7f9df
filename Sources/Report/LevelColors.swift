#if canImport(Glibc)
  import Glibc
#endif

/// From levels to colours: night blue, violet, red, orange, pale yellow. Lightness rises by equal steps, so that equal
/// steps of level look equal, in grey and to colour-blind eyes too.
public enum LevelColors {
  /// Chroma and hue (degrees) at equal distances from the lowest level to the highest.
  private static let anchors: [(chroma: Double, hue: Double)] = [
    (0.050, 280), (0.125, 293), (0.165, 322), (0.180, 366), (0.165, 402), (0.150, 433), (0.070, 463),
  ]
  private static let lightness = 0.15...0.97

  private static let table: [RGB] = (0..<256).map { level in
    let fraction = Double(level) / 255
    let position = fraction * Double(anchors.count - 1)
    let below = min(Int(position), anchors.count - 2)
    let (from, to, part) = (anchors[below], anchors[below + 1], position - Double(below))
    let chroma = from.chroma + (to.chroma - from.chroma) * part
    let hue = (from.hue + (to.hue - from.hue) * part) * Double.pi / 180
    return OKLab(
      lightness: lightness.lowerBound + (lightness.upperBound - lightness.lowerBound) * fraction,
      a: chroma * cos(hue), b: chroma * sin(hue)
    ).rgb
  }

  /// The colour of a level between 0 and 1; what lies outside gets the nearest, NaN the lowest.
  public static func color(_ fraction: Double) -> RGB {
    guard fraction > 0 else { return table[0] }
    return table[Int((min(fraction, 1) * 255).rounded())]
  }

  /// The colour of a value on a scale; the middle one where the scale has no length.
  public static func color(_ value: Double, on scale: ClosedRange<Double>) -> RGB {
    let length = scale.upperBound - scale.lowerBound
    guard length > 0, length.isFinite else { return color(0.5) }
    return color((value - scale.lowerBound) / length)
  }
}
