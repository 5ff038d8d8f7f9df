import Report
import Testing

@Suite("Errors of pictures")
struct ReportErrorTests {
  private static let errors: [ReportError] = [
    .size(width: 0, height: -1), .cairo(reason: "out of memory"),
  ]

  @Test("each says what, where and how to mend it, in one line each", arguments: errors)
  func parts(_ error: ReportError) {
    for part in [error.what, error.place, error.remedy] {
      #expect(!part.isEmpty && !part.hasSuffix(".") && !part.contains("\n"))
    }
  }
}
