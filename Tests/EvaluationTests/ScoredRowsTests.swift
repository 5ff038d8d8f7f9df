import Basis
import Evaluation
import Testing

@Suite("Rows to be judged")
struct ScoredRowsTests {
  @Test("what is wrong is named with its row")
  func refused() throws {
    func rows(
      _ classes: [String] = ["ENV", "GUN"], truth: [Int] = [0, 1], probabilities: [Double] = [1, 0, 0, 1],
      weights: [Double]? = nil, groups: [String]? = nil
    ) throws -> ScoredRows {
      try ScoredRows(
        classes: classes, truth: truth, probabilities: probabilities, weights: weights, groups: groups)
    }
    #expect(try rows().count == 2)
    #expect(throws: EvaluationError.classesUnusable(classes: [])) { try rows([], probabilities: []) }
    #expect(throws: EvaluationError.classesUnusable(classes: ["A", "A"])) { try rows(["A", "A"]) }
    #expect(throws: EvaluationError.classUnknown(row: 1, index: 2, classes: ["ENV", "GUN"])) {
      try rows(truth: [0, 2])
    }
    #expect(throws: EvaluationError.probabilityUnusable(row: 1, name: "ENV", value: 1.5)) {
      try rows(probabilities: [1, 0, 1.5, 0])
    }
    #expect(throws: EvaluationError.weightUnusable(row: 0, value: -1)) { try rows(weights: [-1, 1]) }
    #expect(throws: EvaluationError.columnLength(column: "the column of groups", expected: 2, found: 1)) {
      try rows(groups: ["a"])
    }
    #expect(
      throws: EvaluationError.columnLength(column: "the column of probabilities", expected: 4, found: 3)
    ) {
      try rows(probabilities: [1, 0, 0])
    }
  }

  @Test("a score that is not a number is an error of three parts")
  func notANumber() {
    let error = #expect(throws: EvaluationError.self) {
      try ScoredRows(classes: ["ENV", "GUN"], truth: [0], probabilities: [0.5, .nan])
    }
    #expect(
      error?.description == """
        error: the probability of GUN is nan
           at: row 1 of those to be judged
          fix: look for a feature or a weight of the model that is not a number
        """)
  }
}
