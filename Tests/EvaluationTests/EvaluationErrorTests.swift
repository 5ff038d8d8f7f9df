import Evaluation
import Testing

@Suite("The words of errors")
struct EvaluationErrorTests {
  @Test(
    "every error has three parts, each on one line and without a full stop",
    arguments: [
      EvaluationError.groupTwice(id: "a"), .negativeCount(group: "a", label: "GUN", count: -1),
      .foldUnknown(group: "a", fold: 9, folds: 5, split: .train),
      .foldUnknown(group: "a", fold: 1, folds: 5, split: .test), .tooFewFolds(1),
      .columnLength(column: "the column of weights", expected: 2, found: 1), .classesUnusable(classes: []),
      .classesUnusable(classes: ["A", "A"]), .classUnknown(row: 3, index: 4, classes: ["A", "B"]),
      .positiveUnknown(name: "C", classes: ["A", "B"]), .probabilityUnusable(row: 0, name: "A", value: 2),
      .weightUnusable(row: 0, value: -1), .optionOutOfRange(name: "clip", value: 1, range: "0…0.5"),
      .collarUnusable(milliseconds: -1),
    ])
  func words(error: EvaluationError) {
    for part in [error.what, error.place, error.remedy] {
      #expect(!part.isEmpty)
      #expect(!part.contains("\n"))
      #expect(part.last != ".")
    }
    #expect(error.description.split(separator: "\n").count == 3)
  }

  @Test("a fold in the test split is not taken for one that does not exist")
  func folds() {
    let test = EvaluationError.foldUnknown(group: "a", fold: 1, folds: 5, split: .test)
    #expect(test.what == "the group lies in the test split and has fold 1")
    let train = EvaluationError.foldUnknown(group: "a", fold: 7, folds: 5, split: .train)
    #expect(train.what == "the group has fold 7, but folds run from 0 to 4")
  }
}
