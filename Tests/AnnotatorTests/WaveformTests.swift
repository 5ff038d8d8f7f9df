import Annotator
import Audio
import Basis
import Screen
import Testing

@Suite("The waveform") struct WaveformTests {
  /// Dot by dot: whether any amplitude between low and high belongs to it.
  private static func naiveDots(_ peak: Peak, scale: Float, rows: Int) -> [Bool] {
    let half = rows / 2
    func covers(_ near: Double, _ far: Double, isLast: Bool, _ low: Double, _ high: Double) -> Bool {
      high > near && (low <= far || isLast)
    }
    return (0..<rows).map { row in
      let distance = row < half ? half - row : row - half + 1
      let (near, far) = (Double(distance - 1) / Double(half), Double(distance) / Double(half))
      let (low, high) = (Double(peak.low) / Double(scale), Double(peak.high) / Double(scale))
      let isLast = distance == half
      return row < half
        ? covers(near, far, isLast: isLast, low, high) : covers(near, far, isLast: isLast, -high, -low)
    }
  }

  @Test("A peak covers the dots of its amplitudes, and no others", arguments: 0..<500)
  func dots(number: Int) {
    var random = RandomKey(seed: 2).adding(number).generator()
    let rows = 2 * (1 + random.below(60))
    let scale: Float = [1, 0.5, 0.001][random.below(3)]
    // Multiples of 1/64 lie on the edges of dots now and then.
    func amplitude() -> Float { Float(random.below(161) - 80) / 64 * scale }
    let (one, other) = (amplitude(), amplitude())
    let peak = Peak(low: min(one, other), high: max(one, other))
    let dots = WaveScale.dots(of: peak, scale: scale, rows: rows)
    #expect(
      (0..<rows).map { dots?.contains($0) ?? false }
        == WaveformTests.naiveDots(peak, scale: scale, rows: rows))
    if peak.low != 0 || peak.high != 0 { #expect(dots?.isEmpty == false) }
  }

  @Test("Peaks that are no numbers, or the wrong way round, have dots inside, or none")
  func oddPeaks() {
    let odd: [Float] = [.nan, .infinity, -.infinity, 1e38, -1e38, .leastNonzeroMagnitude, 0, -0.0]
    for low in odd {
      for high in odd {
        let dots = WaveScale.dots(of: Peak(low: low, high: high), scale: 1, rows: 8)
        if let dots { #expect(!dots.isEmpty && (0..<8).contains(dots.lowerBound) && dots.upperBound <= 8) }
      }
    }
    #expect(WaveScale.dots(of: Peak(low: 0, high: 1e-30), scale: 1, rows: 8) == 3..<4)
    #expect(WaveScale.dots(of: Peak(low: -1e-30, high: 0), scale: 1, rows: 8) == 4..<5)
  }

  private static let bits: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  /// The dots of a part of a screen, `[column][row]`; what is no braille has none.
  static func dots(_ grid: Grid, _ rect: Rect) -> [[Bool]] {
    (0..<rect.columns * 2).map { column in
      (0..<rect.rows * 4).map { row in
        let value = grid[rect.column + column / 2, rect.row + row / 4].character.value
        return (0x2800...0x28FF).contains(value) && value & bits[column % 2][row % 4] != 0
      }
    }
  }

  @Test(
    "Each column of dots is the least and the greatest of its samples, whatever lies over it",
    arguments: 0..<30)
  func exactness(number: Int) {
    var random = RandomKey(seed: 8).adding(number).generator()
    let size = Size(columns: 40 + random.below(200), rows: 10 + random.below(50))
    var session = MadeSession.range(size)
    session.press(["z 1", "", "z 3", "z 4", "z 5 Tab"][number % 5])
    for _ in 0..<random.below(4) { session.press("Tab") }
    let rect = session.model.layout.waveform
    let peaks = session.sound.peaks(session.model.viewport.range, columns: rect.columns * 2)
    let expected = peaks.map { WaveformTests.naiveDots($0, scale: 1, rows: rect.rows * 4) }
    #expect(WaveformTests.dots(view(session.model, size), rect) == expected)
  }

  @Test("A picture of another stretch is shown at its own time, and nothing where it knows nothing")
  func staleOutline() {
    let size = Size(columns: 100, rows: 40)
    var session = MadeSession.range(size)
    let rect = session.model.layout.waveform
    // Whole dots: 10 samples each.
    session.model.viewport = Viewport(start: 60_000, length: rect.columns * 20)
    session.send(.resize(size))
    let before = WaveformTests.dots(view(session.model, size), rect)
    session.model.viewport.start += 70
    let after = WaveformTests.dots(view(session.model, size), rect)
    #expect(Array(after.prefix(after.count - 7)) == Array(before.dropFirst(7)))
    #expect(after.suffix(7).allSatisfy { column in column.allSatisfy { !$0 } })
    // Half as close: twice the samples a dot.
    session.model.viewport.length *= 2
    let half = WaveformTests.dots(view(session.model, size), rect)
    #expect(half.suffix(rect.columns).allSatisfy { column in column.allSatisfy { !$0 } })
    let known = session.sound.peaks(60_000..<60_000 + rect.columns * 20, columns: rect.columns * 2)
    for dot in 0..<rect.columns - 8 {
      let joined = WaveScale.joined(known[7 + 2 * dot...8 + 2 * dot])
      #expect(half[dot] == WaveformTests.naiveDots(joined, scale: 1, rows: rect.rows * 4))
    }
  }

  @Test("Samples at full scale are red, or in bold underlined where there are no colours")
  func clipping() {
    let size = Size(columns: 100, rows: 30)
    for colors in [ColorTier.none, .eight, .truecolor] {
      let model = MadeSession.range(size, colors: colors).model
      let grid = view(model, size)
      // The clipped shot at 3.5 s.
      let column = model.viewport.column(of: 56_000, of: model.layout.waveform.columns)
      let style = grid[column, model.layout.waveform.row].style
      #expect(style.isBold)
      if colors == .none { #expect(style.isUnderlined) }
      if colors == .eight { #expect(style.foreground == .indexed(1)) }
    }
  }

  @Test("Every mark and proposal in view shows in its column, in any tier", arguments: 0..<24)
  func lines(number: Int) {
    let glyphs: GlyphTier = [.ascii, .halfBlocks, .braille][number % 3]
    let colors: ColorTier = [.none, .eight, .indexed256, .truecolor][number / 3 % 4]
    let size = number < 12 ? Size(columns: 200, rows: 60) : Size(columns: 120, rows: 24)
    var session = MadeSession.range(size, glyphs: glyphs, colors: colors)
    session.press("0")
    let model = session.model
    let grid = view(model, size)
    var bare = session
    bare.model.marks = Marks()
    bare.send(.proposals([], index: 1, isComplete: true))
    let empty = view(bare.model, size)
    let rect = model.layout.waveform
    for place in model.marks.offsets + model.pending.map(\.offset) where model.viewport.range.contains(place)
    {
      let column = model.viewport.column(of: place, of: rect.columns)
      let rows = rect.row..<rect.endRow
      #expect(rows.contains { grid[column, $0] != empty[column, $0] }, "\(place)")
    }
  }
}
