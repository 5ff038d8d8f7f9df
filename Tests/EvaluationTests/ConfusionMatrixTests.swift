import Evaluation
import Testing

@Suite("The confusion matrix")
struct ConfusionMatrixTests {
  @Test("rows are true, columns predicted")
  func orientation() {
    let matrix = ConfusionMatrix(classCount: 2, truth: [0, 0, 0, 1], predicted: [0, 1, 1, 1])
    #expect(matrix.counts == [1, 2, 0, 1])
    #expect(matrix[0, 1] == 2)
    #expect(matrix.support(0) == 3)
    #expect(matrix.predictions(1) == 3)
    #expect(matrix.recall(0) == 1.0 / 3)
    #expect(matrix.precision(1) == 1.0 / 3)
    #expect(matrix.f1(1) == 0.5)
    #expect(matrix.accuracy == 0.5)
    #expect(close(matrix.balancedAccuracy, 2.0 / 3))
  }

  @Test("a class without rows or without predictions has no figure, and no say in the mean")
  func missing() {
    let matrix = ConfusionMatrix(classCount: 3, truth: [0, 0, 1], predicted: [0, 0, 0])
    #expect(matrix.precision(1) == nil)
    #expect(matrix.recall(1) == 0)
    #expect(matrix.recall(2) == nil)
    #expect(matrix.f1(2) == nil)
    #expect(matrix.balancedAccuracy == 0.5)
    #expect(matrix.meanOverClasses(matrix.precision) == 1.0 / 3)
    let empty = ConfusionMatrix(classCount: 2, truth: [], predicted: [])
    #expect(empty.accuracy == nil)
    #expect(empty.balancedAccuracy == nil)
  }

  @Test("classes that do not exist are left out")
  func strangers() {
    let matrix = ConfusionMatrix(classCount: 2, truth: [0, -1, 2, 1], predicted: [0, 0, 1, 5], weights: [2])
    #expect(matrix.counts == [2, 0, 0, 0])
    #expect(ConfusionMatrix(classCount: -1, truth: [0], predicted: [0]).total == 0)
  }
}
