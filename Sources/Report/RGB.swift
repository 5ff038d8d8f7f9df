/// A colour as a screen shows it (sRGB), 0…255 each.
public struct RGB: Hashable, Sendable {
  /// Red, 0…255.
  public var red: UInt8
  /// Green, 0…255.
  public var green: UInt8
  /// Blue, 0…255.
  public var blue: UInt8

  /// A colour from its three parts.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// How bright it is: 0 for black, 1 for white (relative luminance, ITU-R BT.709).
  public var luminance: Double {
    0.2126 * OKLab.linear(red) + 0.7152 * OKLab.linear(green) + 0.0722 * OKLab.linear(blue)
  }
}

/// The few colours of all pictures. Meanings are told by blue and vermilion, which every kind of colour vision
/// tells apart (Okabe and Ito, 2008), and by shape besides.
extension RGB {
  /// What pictures are drawn on.
  public static let paper = RGB(255, 255, 255)
  /// Titles and figures.
  public static let ink = RGB(28, 32, 38)
  /// What is said beside.
  public static let quiet = RGB(94, 102, 112)
  /// Frames and lines of reference.
  public static let rule = RGB(200, 205, 211)
  /// The ground of a strip.
  public static let ground = RGB(246, 247, 249)
  /// Samples.
  public static let wave = RGB(70, 82, 96)
  /// Onsets.
  public static let onset = RGB(0, 114, 178)
  /// Clipped samples, and whatever else is a warning.
  public static let warning = RGB(213, 94, 0)
  /// What was masked, or is not known; a grey that no level has.
  public static let masked = RGB(172, 178, 184)
  /// The hatching over `masked`.
  public static let hatching = RGB(112, 119, 127)
}
