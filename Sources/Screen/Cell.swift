/// One place of a screen: a character that is one column wide, and how it looks.
public struct Cell: Hashable, Sendable {
  /// The character.
  public var character: Unicode.Scalar
  /// Its colours and attributes.
  public var style: Style

  /// A cell; `character` must be one column wide (`showable`).
  public init(_ character: Unicode.Scalar = " ", _ style: Style = .plain) {
    self.character = character
    self.style = style
  }

  /// Nothing, in the terminal's own colours.
  public static let blank = Cell()

  /// What stands for a character of someone's file name: itself, if it is one column wide; otherwise a box.
  ///
  /// Control characters would move the terminal's cursor, wide and combining ones would shift what follows.
  public static func showable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .nonspacingMark, .enclosingMark, .spacingMark:
      return "▯"
    default: return isWide(scalar.value) ? "▯" : scalar
    }
  }

  /// Whether terminals give it two columns (the blocks of Unicode's EastAsianWidth.txt that are W or F, and emoji).
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE10...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x1F000...0x1FAFF,
      0x20000...0x3FFFD, 0x231A, 0x231B, 0x23E9...0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648...0x2653,
      0x267F, 0x2693, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26D4, 0x26EA, 0x26F2,
      0x26F3, 0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A, 0x270B, 0x2728, 0x274C, 0x274E, 0x2753...0x2755, 0x2757,
      0x2795...0x2797, 0x27B0, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55:
      return true
    default: return false
    }
  }
}
