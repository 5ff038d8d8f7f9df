/// One page of a contact sheet: where everything stands.
struct ContactSheetPage {
  let sheet: ContactSheet
  let entries: [ContactSheet.Entry]
  /// Counted from 1.
  let number: Int

  private static let margin = 28.0
  private static let gap = 32.0
  private static let headerHeight = 68.0

  private let drawing = ContactSheetEntryDrawing()

  init(sheet: ContactSheet, entries: [ContactSheet.Entry], number: Int) {
    (self.sheet, self.entries, self.number) = (sheet, entries, number)
  }

  /// Entries row by row.
  private var rows: [ArraySlice<ContactSheet.Entry>] {
    stride(from: 0, to: entries.count, by: sheet.columns).map {
      entries[$0..<min($0 + sheet.columns, entries.count)]
    }
  }

  /// The page drawn. Throws `ReportError`.
  func canvas() throws -> Canvas {
    let rows = rows
    let heights = rows.map { row in row.map { drawing.height($0) }.max() ?? 0 }
    let columns = Double(max(min(sheet.columns, entries.count), ContactSheetPage.fewestColumns))
    let width =
      2 * ContactSheetPage.margin + columns * ContactSheetEntryDrawing.width
      + (columns - 1) * ContactSheetPage.gap
    let height =
      2 * ContactSheetPage.margin + ContactSheetPage.headerHeight + heights.reduce(0, +)
      + Double(max(0, rows.count - 1)) * ContactSheetPage.gap
    let canvas = try Canvas(width: Int(width), height: Int(height))
    drawHeader(on: canvas)
    var y = ContactSheetPage.margin + ContactSheetPage.headerHeight
    for (row, height) in zip(rows, heights) {
      for (column, entry) in row.enumerated() {
        let x =
          ContactSheetPage.margin
          + Double(column) * (ContactSheetEntryDrawing.width + ContactSheetPage.gap)
        drawing.draw(entry, scale: sheet.scale, on: canvas, x: x, y: y)
      }
      y += height + ContactSheetPage.gap
    }
    return canvas
  }

  /// As wide as so many entries each page is: the header needs the room.
  private static let fewestColumns = 2

  private func drawHeader(on canvas: Canvas) {
    let (titleFont, small) = (Font(size: 18, isBold: true), Font(size: 11))
    let (left, right) = (ContactSheetPage.margin, Double(canvas.width) - ContactSheetPage.margin)
    let pages = "page \(number) of \(sheet.pageCount)"
    let room = right - left - small.width(of: pages) - 16
    canvas.text(sheet.title, x: left, y: 22, titleFont, .ink, width: room)
    canvas.text(pages, x: right, y: 29, small, .quiet, .right)
    ContactSheetLegend(scale: sheet.scale, font: small).draw(on: canvas, x: left, y: 54)
    canvas.fill(Box(x: left, y: 78, width: right - left, height: 1), .rule)
  }
}
