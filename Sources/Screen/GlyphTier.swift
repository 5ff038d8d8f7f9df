/// Which characters a terminal can be trusted to show.
public enum GlyphTier: Int, Sendable, Comparable {
  /// Nothing beyond ASCII: the locale says so.
  case ascii
  /// Lines and half blocks, but no braille: the Linux console's fonts have 256 or 512 characters.
  case halfBlocks
  /// Braille too.
  case braille

  /// More characters are more.
  public static func < (left: GlyphTier, right: GlyphTier) -> Bool { left.rawValue < right.rawValue }

  /// What a terminal of a name shows in a locale.
  package init(isUTF8: Bool, terminal: String) {
    guard isUTF8 else {
      self = .ascii
      return
    }
    self = terminal.hasPrefix("linux") ? .halfBlocks : .braille
  }
}

extension GlyphTier {
  /// The ASCII character that comes closest: lines become lines, and what resembles nothing a question mark.
  package static func ascii(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x20...0x7E: scalar
    case 0x00A0, 0x2002...0x200A: " "
    case 0x00B7, 0x2022, 0x2219, 0x22C5: "."
    case 0x00D7: "x"
    case 0x00B1: "+"
    case 0x2018, 0x2019: "'"
    case 0x201C, 0x201D: "\""
    case 0x2010...0x2015, 0x2212, 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x2550: "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x2551: "|"
    case 0x250C...0x254B, 0x2552...0x2570: "+"
    case 0x2190, 0x25C0, 0x25C4: "<"
    case 0x2192, 0x25B6, 0x25BA: ">"
    case 0x2191, 0x25B2: "^"
    case 0x2193, 0x25BC: "v"
    case 0x2580, 0x2584, 0x2588, 0x258C, 0x2590...0x2593, 0x25A0: "#"
    case 0x2800: " "
    case 0x2801...0x28FF: ":"
    default: "?"
    }
  }
}
