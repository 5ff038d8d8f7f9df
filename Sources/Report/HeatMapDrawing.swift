/// Draws a heat map.
struct HeatMapDrawing {
  private let map: HeatMap
  private let fonts: HeatMapFonts
  private let layout: HeatMapLayout

  init(_ map: HeatMap) {
    let fonts = HeatMapFonts()
    (self.map, self.fonts, layout) = (map, fonts, HeatMapLayout(map, fonts))
  }

  func canvas() throws -> Canvas {
    let canvas = try Canvas(width: layout.width, height: layout.height)
    drawTitle(on: canvas)
    for row in map.rows.labels.indices {
      for column in map.columns.labels.indices { draw(HeatMap.Cell(row: row, column: column), on: canvas) }
    }
    drawFrames(on: canvas)
    drawRowLabels(on: canvas)
    drawColumnLabels(on: canvas)
    if map.values.contains(where: \.isFinite) {
      ColorBar(scale: map.scale, decimals: map.decimals).drawUpright(on: canvas, in: layout.bar, fonts.label)
    }
    let legendTop = Double(canvas.height) - HeatMapLayout.margin - fonts.label.lineHeight + 4
    HeatMapLegend(map, fonts.label).draw(on: canvas, x: layout.plot.x, y: legendTop)
    return canvas
  }

  private func drawTitle(on canvas: Canvas) {
    let (left, top) = (HeatMapLayout.margin, HeatMapLayout.margin - 4)
    let room = Double(canvas.width) - 2 * left
    canvas.text(map.title, x: left, y: top, fonts.title, width: room)
    canvas.text(map.scoreName, x: left, y: top + layout.titleHeight, fonts.label, .quiet, width: room)
  }

  private func draw(_ cell: HeatMap.Cell, on canvas: Canvas) {
    // A seam of paper between cells, where they are large enough for one.
    let seam = min(layout.cellWidth, layout.cellHeight) >= 20 ? 1.0 : 0
    let whole = layout.box(cell)
    let box = Box(x: whole.x, y: whole.y, width: whole.width - seam, height: whole.height - seam)
    guard let value = map.value(cell) else {
      canvas.hatchMissing(box)
      return
    }
    let color = LevelColors.color(value, on: map.scale)
    canvas.fill(box, color)
    let font = fonts.figure
    guard box.height >= font.lineHeight + 2, box.width >= HeatMapLayout.narrowestFigure else { return }
    let text = Figures.text(value, decimals: map.decimals)
    guard font.width(of: text) <= box.width - HeatMapLayout.padding else { return }
    // Whichever contrasts more (WCAG 2: the ratio of luminances plus 0.05).
    let ink = color.luminance > 0.18 ? RGB.ink : .paper
    canvas.text(text, x: box.middle, y: box.y + (box.height - font.lineHeight) / 2, font, ink, .center)
  }

  private func drawFrames(on canvas: Canvas) {
    if let alternative = map.alternative, map.value(alternative) != nil {
      frame(alternative, isDashed: true, on: canvas)
    }
    if let best = map.best, map.value(best) != nil { frame(best, isDashed: false, on: canvas) }
  }

  /// Dark on the outside, light within: seen on any colour.
  private func frame(_ cell: HeatMap.Cell, isDashed: Bool, on canvas: Canvas) {
    let box = layout.box(cell)
    let outside = Box(x: box.x - 2, y: box.y - 2, width: box.width + 3, height: box.height + 3)
    canvas.frame(outside, isDashed ? .paper : .ink, thickness: 2)
    if isDashed { canvas.frame(outside, .ink, thickness: 2, isDashed: true) }
    if min(box.width, box.height) >= 12 { canvas.frame(outside.inset(by: 2), .paper, thickness: 1) }
  }

  private func drawRowLabels(on canvas: Canvas) {
    let font = fonts.label
    let right = layout.plot.x - HeatMapLayout.labelGap
    for row in labelled(map.rows.labels.count, size: layout.cellHeight, needed: font.lineHeight) {
      let box = layout.box(HeatMap.Cell(row: row, column: 0))
      let y = box.y + ((box.height - 1 - font.lineHeight) / 2).rounded()
      canvas.text(map.rows.labels[row], x: right, y: y, font, .ink, .right, width: layout.rowLabelsWidth + 1)
    }
    canvas.risingText(
      map.rows.name, x: HeatMapLayout.margin, y: layout.plot.y + layout.plot.height / 2, fonts.name, .ink,
      .center, width: max(layout.plot.height, 120))
  }

  private func drawColumnLabels(on canvas: Canvas) {
    let font = fonts.label
    let top = layout.plot.bottom + HeatMapLayout.labelGap
    let needed = layout.columnLabelsRise ? font.lineHeight : 0
    for column in labelled(map.columns.labels.count, size: layout.cellWidth, needed: needed) {
      let box = layout.box(HeatMap.Cell(row: 0, column: column))
      let middle = box.x + (box.width - 1) / 2
      let label = font.elided(map.columns.labels[column], to: max(layout.columnLabelsHeight + 1, box.width))
      if layout.columnLabelsRise {
        canvas.risingText(label, x: middle - font.lineHeight / 2, y: top, font, .ink, .right)
      } else {
        canvas.text(label, x: middle, y: top, font, .ink, .center)
      }
    }
    let y = top + layout.columnLabelsHeight + HeatMapLayout.labelGap
    canvas.text(
      map.columns.name, x: layout.plot.middle, y: y, fonts.name, .ink, .center,
      width: max(layout.plot.width, 120))
  }

  /// Every label, or every second, fifth, tenth, … where they would touch.
  private func labelled(_ count: Int, size: Double, needed: Double) -> [Int] {
    let step = [1, 2, 5, 10, 20, 50, 100].first { Double($0) * size >= needed } ?? 100
    return Array(stride(from: 0, to: count, by: step))
  }
}
