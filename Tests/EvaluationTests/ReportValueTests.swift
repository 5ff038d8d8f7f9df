import Evaluation
import Testing

@Suite("The tree of a report")
struct ReportValueTests {
  @Test("what JSON has no number for is null")
  func finite() {
    #expect(ReportValue(Double?.none) == .null)
    #expect(ReportValue(.nan) == .null)
    #expect(ReportValue(.infinity) == .null)
    #expect(ReportValue(0.25) == .number(0.25))
    #expect(ReportField("f1", .nan as Double?).value == .null)
  }

  @Test("whole sums of weights are whole numbers")
  func counts() {
    #expect(ReportValue(count: 3) == .integer(3))
    #expect(ReportValue(count: 2.5) == .number(2.5))
    #expect(ReportValue(count: 1e300) == .number(1e300))
    #expect(ReportValue(count: .infinity) == .null)
  }

  @Test("values are found by name")
  func names() {
    let value = ReportValue.object([ReportField("a", .flag(true)), ReportField("b", .integer(2))])
    #expect(value["b"] == .integer(2))
    #expect(value["c"] == nil)
    #expect(ReportValue.null["a"] == nil)
  }
}
