import Report
import Testing

@Suite("Errors of pictures")
struct ReportErrorTests {
  private static let errors: [ReportError] = [
    .size(width: 0, height: -1), .cairo(reason: "out of memory"),
    .shape(of: "log-mel image", count: 3, rows: 2, columns: 2),
    .tooManyLines(title: "a\nb", rows: 0, columns: 5), .tooManyLines(title: "", rows: 0, columns: 5),
    .noSuchPage(3, pages: 2), .noSuchPage(0, pages: 0),
  ]

  @Test("each says what, where and how to mend it, in one line each", arguments: errors)
  func parts(_ error: ReportError) {
    for part in [error.what, error.place, error.remedy] {
      #expect(!part.isEmpty && !part.hasSuffix(".") && !part.contains("\n"))
    }
  }

  @Test("figures are named")
  func figures() {
    #expect(
      ReportError.shape(of: "log-mel image", count: 1055, rows: 32, columns: 33).description == """
        error: log-mel image has 1055 values for 32 × 33 cells
           at: log-mel image
          fix: give one value for each cell, row by row
        """)
  }
}
