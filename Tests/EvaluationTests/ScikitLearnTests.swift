import Evaluation
import Testing

// The expected numbers were made with scikit-learn 1.9.1 by this script:
//
//     import numpy as np, sklearn.metrics as m
//     state = 1
//     def draw(n):
//         global state
//         state = (1103515245 * state + 12345) % 2**31
//         return (state >> 16) % n
//     rows = []
//     for _ in range(60):
//         y = draw(3) == 0
//         s = min(20, draw(15) + (6 if y else 0)) / 20
//         rows.append((y, s, (1 + draw(4)) / 4))
//     y, s, w = map(np.array, zip(*rows))
//     for k in {}, {"sample_weight": w}:
//         h = s >= 0.5
//         print(m.roc_auc_score(y, s, **k), m.average_precision_score(y, s, **k), m.brier_score_loss(y, s, **k),
//               m.log_loss(y, np.clip(s, 0.005, 0.995), **k), m.accuracy_score(y, h, **k),
//               m.balanced_accuracy_score(y, h, **k), m.precision_score(y, h, **k), m.recall_score(y, h, **k),
//               m.f1_score(y, h, **k))
//     print(m.confusion_matrix(y, s >= 0.5)); print(m.roc_curve(y, s, drop_intermediate=False))
//     rows = []
//     for _ in range(60):
//         k = draw(3); p = [1 + draw(20) for _ in range(3)]; p[k] += 9
//         rows.append((k, [v / sum(p) for v in p], (1 + draw(4)) / 4))
//     k = np.array([r[0] for r in rows]); p = np.array([r[1] for r in rows]); w = np.array([r[2] for r in rows])
//     g = p.argmax(1); one = np.eye(3)[k]
//     for a in {}, {"sample_weight": w}:
//         print(m.accuracy_score(k, g, **a), m.balanced_accuracy_score(k, g, **a),
//               m.roc_auc_score(k, p, multi_class="ovr", average="macro", **a),
//               m.average_precision_score(one, p, average="macro", **a), m.brier_score_loss(k, p, **a),
//               m.log_loss(k, p, **a), m.precision_score(k, g, average="macro", **a),
//               m.recall_score(k, g, average="macro", **a), m.f1_score(k, g, average="macro", **a))
//     print(m.confusion_matrix(k, g))

@Suite("The figures are scikit-learn's")
struct ScikitLearnTests {
  static func rows() throws -> (two: ScoredRows, three: ScoredRows) {
    var generator = PlainGenerator()
    var (truth, scores, weights) = ([Int](), [Double](), [Double]())
    for _ in 0..<60 {
      let positive = generator.draw(3) == 0
      truth.append(positive ? 1 : 0)
      scores.append(Double(min(20, generator.draw(15) + (positive ? 6 : 0))) / 20)
      weights.append(Double(1 + generator.draw(4)) / 4)
    }
    let two = try ScoredRows(
      classes: ["ENV", "GUN"], truth: truth, probabilities: scores.flatMap { [1 - $0, $0] }, weights: weights)
    var probabilities: [Double] = []
    truth = []
    weights = []
    for _ in 0..<60 {
      let index = generator.draw(3)
      var parts = (0..<3).map { _ in 1 + generator.draw(20) }
      parts[index] += 9
      truth.append(index)
      probabilities += parts.map { Double($0) / Double(parts.reduce(0, +)) }
      weights.append(Double(1 + generator.draw(4)) / 4)
    }
    let three = try ScoredRows(
      classes: ["ENV", "GUN", "TAIL"], truth: truth, probabilities: probabilities, weights: weights)
    return (two, three)
  }

  @Test("two classes, plain and weighted")
  func twoClasses() throws {
    var options = ReportOptions(positive: "GUN")
    options.threshold = 0.5
    options.clip = 0.005
    let report = try ClassificationReport(try Self.rows().two, options: options)
    let expected = [
      [
        0.8583638583638583, 0.823834346970993, 0.16587499999999997, 0.4874775358708587, 0.6833333333333333,
        0.7014652014652014, 0.5333333333333333, 0.7619047619047619, 0.6274509803921569,
      ],
      [
        0.833078231292517, 0.7936077798430962, 0.17408385093167705, 0.5035768176022043, 0.6521739130434783,
        0.675, 0.5, 0.75, 0.6,
      ],
    ]
    for (figures, numbers) in zip([report.figures, report.weighted], expected) {
      let figures = try #require(figures)
      let gun = figures.perClass[1]
      let found = [
        figures.rocAUC, figures.averagePrecision, figures.brier, figures.logLoss, figures.accuracy,
        figures.balancedAccuracy, gun.precision, gun.recall, gun.f1,
      ]
      for (one, other) in zip(found, numbers) { #expect(close(one, other)) }
    }
    #expect(report.figures.confusion.counts == [25, 14, 5, 16])
  }

  @Test("the ROC curve, ties on one step")
  func curve() throws {
    let rows = try Self.rows().two
    let scores = rows.truth.indices.map { rows.probabilities[2 * $0 + 1] }
    let curve = try #require(ROC.curve(scores: scores, positives: rows.truth.map { $0 == 1 }))
    let alarms = [
      0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.051282051282, 0.179487179487, 0.205128205128, 0.307692307692,
      0.358974358974, 0.461538461538, 0.461538461538, 0.512820512821, 0.589743589744, 0.769230769231,
      0.846153846154, 0.897435897436, 0.974358974359, 1.0,
    ]
    let hits = [
      0.0, 0.047619047619, 0.238095238095, 0.285714285714, 0.428571428571, 0.52380952381, 0.666666666667,
      0.666666666667, 0.714285714286, 0.714285714286, 0.761904761905, 0.809523809524, 0.904761904762,
      0.952380952381, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0,
    ]
    #expect(curve.count == alarms.count)
    #expect(zip(curve, alarms).allSatisfy { close($0.falsePositiveRate, $1, within: 1e-11) })
    #expect(zip(curve, hits).allSatisfy { close($0.truePositiveRate, $1, within: 1e-11) })
    #expect(curve.first?.threshold == nil)
  }

  @Test("three classes, one against the rest and macro means")
  func threeClasses() throws {
    let report = try ClassificationReport(try Self.rows().three)
    let expected = [
      [
        0.8666666666666667, 0.8620014245014245, 0.9397453603948701, 0.8888665477323204, 0.43808446143614294,
        0.7512377450313052, 0.8691358024691359, 0.8620014245014245, 0.8651743648700435,
      ],
      [
        0.8623188405797102, 0.864933838771048, 0.9423344816267442, 0.8843922099244952, 0.4403397575469489,
        0.7532922445266096, 0.8627554615926708, 0.864933838771048, 0.8637757569167638,
      ],
    ]
    for (figures, numbers) in zip([report.figures, report.weighted], expected) {
      let figures = try #require(figures)
      let matrix = figures.confusion
      let found = [
        figures.accuracy, figures.balancedAccuracy, figures.rocAUC, figures.averagePrecision, figures.brier,
        figures.logLoss, matrix.meanOverClasses(matrix.precision), matrix.meanOverClasses(matrix.recall),
        matrix.meanOverClasses(matrix.f1),
      ]
      for (one, other) in zip(found, numbers) { #expect(close(one, other)) }
    }
    #expect(report.figures.confusion.counts == [16, 1, 1, 0, 13, 3, 2, 1, 23])
  }
}
