import Screen

/// The characters of lines and signs; what a tier cannot be trusted to show is not among them.
struct LineGlyphs {
  let tier: GlyphTier

  private func choose(
    _ braille: Unicode.Scalar, _ halfBlocks: Unicode.Scalar, _ ascii: Unicode.Scalar
  ) -> Unicode.Scalar {
    switch tier {
    case .braille: braille
    case .halfBlocks: halfBlocks
    case .ascii: ascii
    }
  }

  var line: Unicode.Scalar { choose("│", "│", "|") }
  var ghost: Unicode.Scalar { choose("┊", "¦", ":") }
  var focus: Unicode.Scalar { choose("┋", "¦", "!") }
  var burst: Unicode.Scalar { choose("╏", "¦", "!") }
  var heard: Unicode.Scalar { choose("▏", "│", ">") }
  var chunkEdge: Unicode.Scalar { choose("╎", "·", ".") }
  var hatch: Unicode.Scalar { choose("╱", "░", "/") }
  var axis: Unicode.Scalar { choose("┈", "·", "-") }
  var echo: Unicode.Scalar { choose("╵", "'", "'") }
  var chosen: Unicode.Scalar { choose("✓", "+", "+") }
  var tick: Unicode.Scalar { choose("│", "│", "|") }
  var minorTick: Unicode.Scalar { choose("╵", "'", "'") }
  var below: Unicode.Scalar { choose("▼", "▼", "v") }
  var rule: Unicode.Scalar { choose("─", "─", "-") }
  /// Levels in one cell, from the least that is not nothing.
  var ramp: [Unicode.Scalar] {
    switch tier {
    case .braille: ["⣀", "⣤", "⣶", "⣿"]
    case .halfBlocks: ["░", "▒", "▓", "█"]
    case .ascii: Array(".:-=+*#%@".unicodeScalars)
    }
  }
  var plusMinus: String { tier == .ascii ? "+-" : "±" }
  var ellipsis: String { tier == .ascii ? "..." : "…" }
}
