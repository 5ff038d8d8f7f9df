import GridSearch
import Testing

@Suite("Scores of a search")
struct SearchScoreTests {
  private let truth = [1, 0, 1, 1, 0, 0]
  private let positives = [0.9, 0.8, 0.6, 0.3, 0.2, 0.5]

  private func value(_ name: String, weights: [Double]? = nil) throws -> Double {
    try SearchScore(name: name).value(
      truth: truth, probabilities: positives.flatMap { [1 - $0, $0] }, classes: 2, positive: 1,
      weights: weights,
      trees: 100)
  }

  /// python3 -c "import numpy as np; from sklearn.metrics import *; t=[1,0,1,1,0,0]; p=np.array([.9,.8,.6,.3,.2,.5]);
  /// q=p>.5; print(accuracy_score(t,q), balanced_accuracy_score(t,q), precision_score(t,q), recall_score(t,q),
  /// f1_score(t,q), fbeta_score(t,q,beta=.5), fbeta_score(t,q,beta=2), roc_auc_score(t,p),
  /// average_precision_score(t,p), -log_loss(t,p), -brier_score_loss(t,p))"
  @Test(
    "Figures are scikit-learn's",
    arguments: [
      ("accuracy", 0.6666666666666666), ("balanced_accuracy", 0.6666666666666666),
      ("precision", 0.6666666666666666), ("recall", 0.6666666666666666), ("f1", 0.6666666666666666),
      ("f0.5", 0.6666666666666666), ("f2", 0.6666666666666666), ("roc_auc", 0.6666666666666666),
      ("average_precision", 0.7555555555555555), ("neg_log_loss", -0.7243145980096681),
      ("neg_brier_score", -0.265),
    ])
  func figures(_ name: String, _ wanted: Double) throws {
    #expect(abs(try value(name) - wanted) < 1e-12, "\(name)")
  }

  @Test("Recall at a false-positive rate, and weights")
  func weighted() throws {
    #expect(abs(try value("recall_at_fpr_0") - 1.0 / 3) < 1e-12)
    #expect(abs(try value("recall_at_fpr_0.34") - 2.0 / 3) < 1e-12)
    #expect(abs(try value("accuracy", weights: [1, 4, 1, 1, 1, 1]) - 4.0 / 9) < 1e-12)
  }

  @Test("What has no value is no number; a class never taken has precision 0")
  func none() throws {
    let score = try SearchScore(name: "roc_auc")
    #expect(
      score.value(
        truth: [1, 1], probabilities: [0, 1, 1, 0], classes: 2, positive: 1, weights: nil, trees: 1
      ).isNaN)
    #expect(
      try SearchScore(name: "precision").value(
        truth: [1, 0], probabilities: [1, 0, 1, 0], classes: 2, positive: 1, weights: nil, trees: 1) == 0)
  }

  @Test("Names give themselves back", arguments: SearchScore.names + ["f3", "f2.5", "recall_at_fpr_0.001"])
  func names(_ name: String) throws { #expect(try SearchScore(name: name).name == name) }

  @Test(
    "Other names are refused with those that there are",
    arguments: ["", "f", "f0", "f-1", "fnan", "Accuracy", "recall_at_fpr_", "recall_at_fpr_1", "auc"])
  func unknown(_ name: String) { #expect(throws: GridSearchError.self) { try SearchScore(name: name) } }
}
