import Onsets
import Screen

// The contact sheet: proposals as small pictures, or as a list where the screen is too small for pictures.
extension ScreenDrawing {
  mutating func drawSheet(_ sheet: Sheet) {
    var rect = Rect(size)
    rect = Rect(
      column: 0, row: layout.title.endRow, columns: size.columns,
      rows: layout.status.row - layout.title.endRow)
    let count = min(sheet.items.count, Sheet.most)
    guard count > 0, rect.rows > 0 else { return }
    if let tiles = SheetTiles(count: count, in: rect) {
      for index in 0..<count { drawTile(sheet, index, in: tiles.rect(index)) }
    } else {
      drawList(sheet, count: count, in: rect)
    }
  }

  private func isChosen(_ sheet: Sheet, _ index: Int) -> Bool {
    sheet.isChosen.indices.contains(index) && sheet.isChosen[index]
  }

  /// `a ✓ 87% 0:17.160`, from the longest to the shortest; behind it the recording, where there are several.
  private func captions(_ sheet: Sheet, _ index: Int) -> [String] {
    let letter = String(Character(Unicode.Scalar(UInt8(97 + index % 26))))
    let sign = isChosen(sheet, index) ? String(Character(glyphs.chosen)) : "·"
    let item = sheet.items[index]
    let percent = item.score.isFinite ? "\(Int((max(0, min(1, item.score)) * 100).rounded()))%" : "?"
    let time = TimeText.full(item.offset)
    let clock = TimeText.clock(max(0, item.offset) / 16_000)
    let short = [
      "\(letter) \(sign) \(percent) \(clock)", "\(letter)\(sign)\(percent) \(clock)",
      "\(letter)\(sign)\(percent)", "\(letter)\(sign)",
    ]
    guard sheet.isOfQueue else { return ["\(letter) \(sign) \(percent) \(time)"] + short }
    let name = TitleText.path(item.recording.name)
    let elided = TitleText.elided(name, columns: 12, ellipsis: glyphs.ellipsis)
    return ["\(time) \(name)", "\(clock) \(name)", elided].map { "\(letter) \(sign) \(percent) \($0)" }
      + short
  }

  private mutating func putCaption(_ sheet: Sheet, _ index: Int, in rect: Rect, level: Int) {
    let texts = captions(sheet, index)
    let text = texts[min(level, texts.count - 1)]
    let style =
      isChosen(sheet, index)
      ? Style(palette.label(model.label).foreground, bold: true, reversed: true) : palette.faint
    grid.put(text, column: rect.column, row: rect.row, style: style, columns: rect.columns)
  }

  private mutating func drawTile(_ sheet: Sheet, _ index: Int, in rect: Rect) {
    var rest = rect
    let caption = rest.takeTop(1)
    let texts = captions(sheet, index)
    let level = texts.firstIndex { $0.unicodeScalars.count <= rect.columns } ?? texts.count - 1
    putCaption(sheet, index, in: caption, level: level)
    guard sheet.pictures.indices.contains(index) else { return }
    let peaks = sheet.pictures[index]
    var canvas = DotCanvas(columns: rest.columns, rows: rest.rows, glyphs: model.glyphs)
    let height = WaveScale.height(peaks)
    let range = 0..<Sheet.length
    canvas.add(peaks, of: range, over: range, scale: height > 0 ? height : 1)
    let style = isChosen(sheet, index) ? palette.wave : palette.faint
    let onset = TimeAxis(range, columns: rest.columns).column(of: Sheet.length / 4)
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let isOnset = column == onset
        let dots = canvas.dots[row * canvas.columns + column]
        guard dots != 0 || isOnset else { continue }
        grid[rest.column + column, rest.row + row] = Cell(
          dots == 0 ? glyphs.ghost : canvas.character(column: column, row: row),
          isOnset ? palette.focus : style)
      }
    }
  }

  /// Captions in as many columns as there is room for, as long as all of them fit.
  private mutating func drawList(_ sheet: Sheet, count: Int, in rect: Rect) {
    let lists = (0..<count).map { captions(sheet, $0) }
    let across = (count + rect.rows - 1) / rect.rows
    let level = (lists.first ?? []).indices.first { level in
      let width = lists.map { $0[level].unicodeScalars.count }.max() ?? 0
      return (width + 1) * across - 1 <= rect.columns
    }
    let width = max(1, (rect.columns + 1) / max(1, across))
    for index in 0..<count {
      let cell = Rect(
        column: rect.column + index / rect.rows * width, row: rect.row + index % rect.rows,
        columns: width - 1, rows: 1)
      putCaption(sheet, index, in: cell, level: level ?? .max)
    }
  }
}

/// The tiles of a contact sheet, as nearly alike to pictures twice as wide as high as they can be.
struct SheetTiles {
  private let area: Rect
  private let across: Int
  private let width: Int
  private let height: Int

  /// `nil` where tiles would be smaller than 12 columns and 3 rows.
  init?(count: Int, in area: Rect) {
    self.area = area
    var best: (across: Int, width: Int, height: Int, value: Int)?
    for across in 1...max(1, count) {
      let down = (count + across - 1) / across
      let (width, height) = (area.columns / across, area.rows / down)
      guard width >= 13, height >= 3 else { continue }
      // A cell is about twice as high as wide.
      let value = min(width - 1, 4 * (height - 1))
      if value > best?.value ?? 0 { best = (across, width, height, value) }
    }
    guard let best else { return nil }
    (across, width, height) = (best.across, best.width, best.height)
  }

  /// A tile; one column at its right stays free.
  func rect(_ index: Int) -> Rect {
    Rect(
      column: area.column + index % across * width, row: area.row + index / across * height,
      columns: width - 1, rows: height)
  }
}
