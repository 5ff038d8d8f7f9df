import Screen

/// A cell as a terminal shows it: what it has no colours, attributes or characters for is replaced already.
///
/// The lanes are the character, its colour, the colour behind it, and its attributes: one comparison each.
typealias DrawnCell = SIMD4<UInt32>

extension DrawnCell {
  /// Nothing, in the terminal's own colours.
  static let blank = DrawnCell(0x20, 0, 0, 0)

  var character: UInt32 { x }
  var foreground: UInt32 { y }
  var background: UInt32 { z }
  var attributes: UInt32 { w }

  /// How it looks, whatever its character.
  @inline(__always) var look: DrawnCell { DrawnCell(0, y, z, w) }

  static let bold: UInt32 = 1
  static let dim: UInt32 = 2
  static let underlined: UInt32 = 4
  static let reversed: UInt32 = 8

  /// Marks of what a colour's lower bits are.
  static let indexed: UInt32 = 1 << 24
  static let rgb: UInt32 = 2 << 24
}

/// Turns cells into what one terminal shows for them.
struct CellReduction {
  let colors: ColorTier
  let glyphs: GlyphTier
  /// The attributes that the terminal has.
  let attributes: UInt32
  // The last colours that were looked for in the table of 256: pictures use the same few again and again.
  private var remembered = [SIMD2<UInt32>](repeating: SIMD2(.max, 0), count: 1024)

  init(colors: ColorTier, glyphs: GlyphTier, attributes: UInt32) {
    self.colors = colors
    self.glyphs = glyphs
    self.attributes = attributes
  }

  @inline(__always) mutating func callAsFunction(_ cell: Cell) -> DrawnCell {
    let style = cell.style
    var wanted: UInt32 = style.isBold ? DrawnCell.bold : 0
    if style.isDim { wanted |= DrawnCell.dim }
    if style.isUnderlined { wanted |= DrawnCell.underlined }
    if style.isReversed { wanted |= DrawnCell.reversed }
    return DrawnCell(
      character(cell.character), color(style.foreground), color(style.background), wanted & attributes)
  }

  /// A control character must never reach the terminal, nor what is not one column wide.
  @inline(__always) private func character(_ scalar: Unicode.Scalar) -> UInt32 {
    switch scalar.value {
    case 0x20...0x7E: return scalar.value
    case 0x2500...0x25AF, 0x2800...0x28FF: if glyphs > .ascii { return scalar.value }
    default: break
    }
    let shown = Cell.showable(scalar)
    return glyphs == .ascii ? GlyphTier.ascii(for: shown).value : shown.value
  }

  @inline(__always) private mutating func color(_ color: Color) -> UInt32 {
    switch color {
    case .terminal: return 0
    case .indexed(let index) where colors >= .indexed256: return DrawnCell.indexed | UInt32(index)
    case .rgb(let red, let green, let blue) where colors >= .indexed256:
      let packed = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
      return colors == .truecolor ? DrawnCell.rgb | packed : nearest(color, packed)
    default:
      guard case .indexed(let index) = colors.shown(color) else { return 0 }
      return DrawnCell.indexed | UInt32(index)
    }
  }

  private mutating func nearest(_ color: Color, _ packed: UInt32) -> UInt32 {
    let place = Int((packed &* 0x9E37_79B1) >> 22)
    if remembered[place].x == packed { return remembered[place].y }
    guard case .indexed(let index) = colors.shown(color) else { return 0 }
    let found = DrawnCell.indexed | UInt32(index)
    remembered[place] = SIMD2(packed, found)
    return found
  }
}
