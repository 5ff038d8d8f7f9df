import Screen

/// The screen of a model, of the size asked for.
package func view(_ model: Model, _ size: Size) -> Grid {
  var drawing = ScreenDrawing(model, size)
  drawing.draw()
  return drawing.finished()
}

/// A screen in the making. Each part of it is drawn in a file of its own.
struct ScreenDrawing {
  let model: Model
  let size: Size
  let layout: Layout
  let palette: Palette
  let glyphs: LineGlyphs
  var grid: Grid

  init(_ model: Model, _ size: Size) {
    self.model = model.tamed
    self.size = size
    layout = Layout(size)
    palette = Palette(colors: model.colors, labels: model.labels)
    glyphs = LineGlyphs(tier: model.glyphs)
    grid = Grid(size)
  }

  mutating func draw() {
    guard Layout.fits(size) else { return drawTooSmall() }
    switch model.mode {
    case .help(let line): drawHelp(from: line)
    case .sheet(let sheet): drawSheet(sheet)
    default:
      drawOverview()
      drawWaveform()
      drawSpectrogram()
      drawLoupe()
    }
    if case .help = model.mode { return }
    drawTitle()
    drawStatus()
    drawFooter()
  }

  private mutating func drawTooSmall() {
    let text = "the window must be \(Layout.least.columns)×\(Layout.least.rows) at least"
    let short = "\(Layout.least.columns)×\(Layout.least.rows)!"
    let fits = text.unicodeScalars.count <= size.columns
    grid.put(fits ? text : short, column: 0, row: size.rows / 2, style: palette.strong)
  }

  /// The grid, without any character that the terminal could not show.
  func finished() -> Grid {
    guard model.glyphs == .ascii else { return grid }
    var grid = grid
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let character = grid[column, row].character
        if character.value > 0x7E { grid[column, row].character = GlyphTier.ascii(for: character) }
      }
    }
    return grid
  }
}

extension Model {
  /// The model with nothing in it so far from any recording that sums would overflow.
  fileprivate var tamed: Model {
    func near(_ place: Int) -> Int { max(-Model.farthest, min(place, Model.farthest)) }
    var tamed = self
    tamed.cursor = near(cursor)
    tamed.viewport = Viewport(start: near(viewport.start), length: near(viewport.length))
    tamed.ignoreStart = ignoreStart.map(near)
    if near(self.near.first) != self.near.first { tamed.near = Samples(first: 0, values: []) }
    return tamed
  }

  /// Two thousand years at 16 kHz.
  private static let farthest = 1 << 50
}
