/// Where the parts of a heat map stand.
struct HeatMapLayout {
  /// Pixels of one cell.
  let cellWidth: Double
  let cellHeight: Double
  /// All cells.
  let plot: Box
  /// Whether the labels of the columns are written upwards.
  let columnLabelsRise: Bool
  /// Pixels that the longest label of the columns may take downwards.
  let columnLabelsHeight: Double
  /// Pixels that the longest label of the rows may take.
  let rowLabelsWidth: Double
  /// The scale's colours.
  let bar: Box
  let width: Int
  let height: Int

  /// Pixels down that the title takes.
  let titleHeight: Double

  static let margin = 24.0
  static let labelGap = 8.0
  private static let longestLabel = 160.0
  private static let widestTitle = 800.0
  /// Between figures and the cell's border.
  static let padding = 5.0
  /// No figure fits into less, in pixels.
  static let narrowestFigure = 12.0

  init(_ map: HeatMap, _ fonts: HeatMapFonts) {
    let margin = HeatMapLayout.margin
    let (rows, columns) = (Double(map.rows.labels.count), Double(map.columns.labels.count))
    (cellWidth, cellHeight) = HeatMapLayout.cellSize(map, fonts)
    rowLabelsWidth = HeatMapLayout.longest(map.rows, fonts)
    let longest = HeatMapLayout.longest(map.columns, fonts)
    columnLabelsRise = longest > cellWidth - 6
    columnLabelsHeight = columnLabelsRise ? longest : fonts.label.lineHeight
    titleHeight = map.title.isEmpty ? 0 : fonts.title.lineHeight + 2
    let gap = HeatMapLayout.labelGap
    plot = Box(
      x: margin + fonts.name.lineHeight + gap + rowLabelsWidth + gap,
      y: margin + titleHeight + fonts.label.lineHeight + 14, width: cellWidth * columns,
      height: cellHeight * rows)
    bar = Box(x: plot.right + 24, y: plot.y, width: 14, height: plot.height)
    let figures = ColorBar(scale: map.scale, decimals: map.decimals).figureWidth(fonts.label)
    let title = min(fonts.title.width(of: map.title), HeatMapLayout.widestTitle)
    let legend = plot.x + HeatMapLegend(map, fonts.label).width
    width = Int((max(bar.right + 8 + figures, margin + title, legend) + margin).rounded(.up))
    let below = gap + columnLabelsHeight + gap + fonts.name.lineHeight + 16 + fonts.label.lineHeight
    height = Int((plot.bottom + below + margin).rounded(.up))
  }

  /// As large as figures and the axes' names need, where all cells fit into a picture of common size.
  private static func cellSize(_ map: HeatMap, _ fonts: HeatMapFonts) -> (width: Double, height: Double) {
    let (rows, columns) = (Double(map.rows.labels.count), Double(map.columns.labels.count))
    let figures =
      map.values.prefix(10_000).filter(\.isFinite)
      .map { fonts.figure.width(of: Figures.text($0, decimals: map.decimals)) }.max() ?? 0
    func share(_ axis: HeatMap.Axis) -> Double {
      min(fonts.name.width(of: axis.name), longestLabel) / Double(axis.labels.count)
    }
    let wanted = max(figures + 2 * padding, share(map.columns), 56).rounded(.up)
    let width = min(wanted, max(3, (960 / columns).rounded(.down)))
    let height = min(max(36, share(map.rows).rounded(.up)), max(3, (720 / rows).rounded(.down)))
    return (width, height)
  }

  private static func longest(_ axis: HeatMap.Axis, _ fonts: HeatMapFonts) -> Double {
    min(axis.labels.map(fonts.label.width).max() ?? 0, longestLabel).rounded(.up)
  }

  func box(_ cell: HeatMap.Cell) -> Box {
    Box(
      x: plot.x + Double(cell.column) * cellWidth, y: plot.y + Double(cell.row) * cellHeight,
      width: cellWidth, height: cellHeight)
  }
}

/// The letters of a heat map.
struct HeatMapFonts {
  let title = Font(size: 16, isBold: true)
  let name = Font(size: 12, isBold: true)
  let label = Font(size: 11)
  let figure = Font(size: 11)
}
