import Evaluation
import Testing

@Suite("The grouped split against the leaky one")
struct SplitComparisonTests {
  static func report(_ gunScores: [Double]) throws -> ClassificationReport {
    let rows = try ScoredRows(
      classes: ["ENV", "GUN"], truth: [0, 0, 1, 1], probabilities: gunScores.flatMap { [1 - $0, $0] })
    return try ClassificationReport(rows, options: ReportOptions(positive: "GUN"))
  }

  @Test("each figure stands beside its twin, with the difference")
  func differences() throws {
    let comparison = SplitComparison(
      grouped: try Self.report([0.1, 0.8, 0.7, 0.9]), leaky: try Self.report([0.1, 0.2, 0.7, 0.9]))
    let accuracy = try #require(comparison.rows.first { $0.name == "accuracy" })
    #expect(accuracy.grouped == 0.75)
    #expect(accuracy.leaky == 1)
    #expect(accuracy.difference == 0.25)
    let auc = try #require(comparison.rows.first { $0.name == "roc_auc" })
    #expect(auc.difference == 0.25)
    guard case .list(let rows) = comparison.value else {
      Issue.record("no list")
      return
    }
    #expect(rows[0]["figure"] == .text("accuracy"))
    #expect(rows[0]["difference"] == .number(0.25))
  }

  @Test("a figure that one report lacks has no difference")
  func missing() throws {
    let empty = try ClassificationReport(
      try ScoredRows(classes: ["ENV", "GUN"], truth: [], probabilities: []),
      options: ReportOptions(positive: "GUN"))
    let comparison = SplitComparison(grouped: empty, leaky: try Self.report([0.1, 0.2, 0.7, 0.9]))
    #expect(comparison.rows.allSatisfy { $0.grouped == nil && $0.difference == nil })
  }
}
