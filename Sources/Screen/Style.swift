/// A colour as a terminal can show it.
public enum Color: Hashable, Sendable {
  /// What the terminal is set to.
  case terminal
  /// A place in the terminal's table: 0–7 on every terminal, 16–231 a 6 × 6 × 6 cube, 232–255 greys.
  case indexed(UInt8)
  /// Red, green and blue, 0–255; `nearestIndexed` where the terminal knows no such colours.
  case rgb(UInt8, UInt8, UInt8)
}

/// How a cell looks besides its character.
public struct Style: Hashable, Sendable {
  /// The character's colour.
  public var foreground: Color
  /// The colour behind it.
  public var background: Color
  /// Thick, or on some terminals bright.
  public var isBold: Bool
  /// With a line below.
  public var isUnderlined: Bool
  /// Foreground and background change places.
  public var isReversed: Bool
  /// Paler than usual, where the terminal can.
  public var isDim: Bool

  /// A style; what is not said is the terminal's own.
  public init(
    _ foreground: Color = .terminal, on background: Color = .terminal, bold: Bool = false,
    underlined: Bool = false, reversed: Bool = false, dim: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    isBold = bold
    isUnderlined = underlined
    isReversed = reversed
    isDim = dim
  }

  /// The terminal's own colours, nothing else.
  public static let plain = Style()
}
