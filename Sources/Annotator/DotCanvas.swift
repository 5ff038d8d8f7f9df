import Audio
import Screen

/// A raster of dots finer than cells: braille has 2 × 4 a cell, half blocks and ASCII have 1 × 2.
struct DotCanvas {
  let columns: Int
  let rows: Int
  let glyphs: GlyphTier
  /// One bit a dot; row by row.
  private(set) var dots: [UInt8]
  /// Cells in which samples reach full scale or go beyond.
  private(set) var isClipped: [Bool]
  /// Cells about whose time nothing is known.
  private(set) var isUnknown: [Bool]
  /// Columns of cells without any dot.
  private(set) var isSilent: [Bool]

  init(columns: Int, rows: Int, glyphs: GlyphTier) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.glyphs = glyphs
    dots = [UInt8](repeating: 0, count: self.columns * self.rows)
    isClipped = [Bool](repeating: false, count: self.columns * self.rows)
    isUnknown = [Bool](repeating: true, count: self.columns)
    isSilent = isUnknown
  }

  /// Dots side by side in a cell.
  static func across(_ glyphs: GlyphTier) -> Int { glyphs == .braille ? 2 : 1 }
  /// Dots one above the other in a cell.
  static func down(_ glyphs: GlyphTier) -> Int { glyphs == .braille ? 4 : 2 }

  private static let brailleBits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  /// Draws a column of dots from a peak's high down to its low.
  mutating func add(_ peak: Peak, at dotColumn: Int, scale: Float) {
    let (across, down) = (DotCanvas.across(glyphs), DotCanvas.down(glyphs))
    let column = dotColumn / across
    guard dotColumn >= 0, column < columns else { return }
    isUnknown[column] = false
    guard let covered = WaveScale.dots(of: peak, scale: scale, rows: rows * down) else { return }
    isSilent[column] = false
    let bits = DotCanvas.brailleBits[dotColumn % across]
    for row in covered.lowerBound / down...(covered.upperBound - 1) / down {
      var mask: UInt8 = 0
      for dot in 0..<down where covered.contains(row * down + dot) {
        mask |= glyphs == .braille ? bits[dot] : 1 << UInt8(dot)
      }
      dots[row * columns + column] |= mask
    }
    if peak.high >= 1 { isClipped[covered.lowerBound / down * columns + column] = true }
    if peak.low <= -1 { isClipped[(covered.upperBound - 1) / down * columns + column] = true }
  }

  /// Takes everything out of a column of cells.
  mutating func blank(_ column: Int) {
    (isUnknown[column], isSilent[column]) = (true, true)
    for row in 0..<rows { (dots[row * columns + column], isClipped[row * columns + column]) = (0, false) }
  }

  /// The character of a cell's dots.
  func character(column: Int, row: Int) -> Unicode.Scalar {
    DotCanvas.character(dots[row * columns + column], glyphs)
  }

  static func character(_ dots: UInt8, _ glyphs: GlyphTier) -> Unicode.Scalar {
    switch glyphs {
    case .braille: return Unicode.Scalar(0x2800 + UInt32(dots)) ?? " "
    case .halfBlocks: return [" ", "▀", "▄", "█"][Int(dots & 3)]
    case .ascii: return [" ", "'", ".", "#"][Int(dots & 3)]
    }
  }
}

extension DotCanvas {
  /// The outline of a picture over a time axis of as many points as there are dots across; blank where nothing is known.
  mutating func add(_ peaks: [Peak], of picture: Range<Int>, over range: Range<Int>, scale: Float) {
    let axis = TimeAxis(range, columns: columns * DotCanvas.across(glyphs))
    for dot in 0..<columns * DotCanvas.across(glyphs) {
      let points = axis.points(in: dot, of: picture, count: peaks.count)
      guard !points.isEmpty else { continue }
      add(WaveScale.joined(peaks[points]), at: dot, scale: scale)
    }
  }
}
