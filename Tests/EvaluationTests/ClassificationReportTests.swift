import Basis
import Evaluation
import Testing

@Suite("The report")
struct ClassificationReportTests {
  /// Loud shots, quiet backgrounds, and a model that hears only the loudness.
  static func loud(seed: UInt64) throws -> ScoredRows {
    var generator = RandomKey(seed: seed).generator()
    let truth = (0..<400).map { $0 % 4 == 0 ? 1 : 0 }
    let levels = truth.map { -40 + 10 * Double($0) + 8 * generator.gaussian() }
    let scores = levels.map { min(max(($0 + 70) / 70, 0), 1) }
    return try ScoredRows(
      classes: ["ENV", "GUN"], truth: truth, probabilities: scores.flatMap { [1 - $0, $0] },
      weights: truth.map { $0 == 1 ? 0.5 : 1 }, groups: truth.indices.map { "recording \($0 / 10)" },
      leads: truth.map { $0 == 1 ? generator.below(3072) : nil }, levels: levels)
  }

  /// GUN is positive, and the groups are drawn only as often as the tests need.
  static var gun: ReportOptions {
    var options = ReportOptions(positive: "GUN")
    options.resamples = 50
    return options
  }

  /// No number of the tree is one that JSON lacks.
  static func isFinite(_ value: ReportValue) -> Bool {
    switch value {
    case .number(let number): number.isFinite
    case .list(let values): values.allSatisfy(isFinite)
    case .object(let fields): fields.allSatisfy { isFinite($0.value) }
    default: true
    }
  }

  @Test("the names are those of the design, in order")
  func names() throws {
    let report = try ClassificationReport(try Self.loud(seed: 1), options: Self.gun)
    #expect(
      report.fields.map(\.name) == [
        "classes", "positive", "rows", "decision_threshold", "accuracy", "balanced_accuracy", "per_class",
        "macro",
        "confusion_matrix", "roc_auc", "average_precision", "brier", "log_loss", "log_loss_clip",
        "thresholds",
        "at_recall", "at_false_positive_rate", "recall_by_lead", "intervals", "weighted", "level_matched",
      ])
    guard case .object(let gun) = report.value["per_class"]?["GUN"] else {
      Issue.record("no figures for GUN")
      return
    }
    #expect(gun.map(\.name) == ["precision", "recall", "f1", "support", "roc_auc", "average_precision"])
    #expect(report.value["per_class"]?["GUN"]?["support"] == .integer(100))
    #expect(report.value["weighted"]?["per_class"]?["GUN"]?["support"] == .integer(50))
    guard case .list(let matrix) = report.value["confusion_matrix"] else {
      Issue.record("no confusion matrix")
      return
    }
    #expect(matrix.count == 2)
    #expect(Self.isFinite(report.value))
  }

  @Test("a model that hears only loudness has nothing left once the levels are matched")
  func levels() throws {
    let report = try ClassificationReport(try Self.loud(seed: 2), options: Self.gun)
    let matched = try #require(report.levelMatched)
    #expect(try #require(report.figures.rocAUC) > 0.75)
    #expect(abs(try #require(matched.figures.rocAUC) - 0.5) < 0.05)
    #expect(close(matched.levelAUC, report.figures.rocAUC, within: 0.01))
    #expect(abs(try #require(matched.levelAUCMatched) - 0.5) < 0.05)
    #expect(matched.match.effective.reduce(0, +) < 400)
  }

  @Test("the interval of a figure holds the figure, and threads do not matter")
  func intervals() throws {
    var options = Self.gun
    options.resamples = 100
    let rows = try Self.loud(seed: 3)
    options.jobs = 1
    let report = try ClassificationReport(rows, options: options)
    let intervals = try #require(report.intervals)
    #expect(intervals.groups == 40)
    let auc = try #require(intervals.figures.first { $0.name == "roc_auc" }?.interval)
    let figure = try #require(report.figures.rocAUC)
    #expect(auc.low < figure && figure < auc.high)
    options.jobs = 4
    #expect(try ClassificationReport(rows, options: options) == report)
  }

  @Test("the leads' rows are the positives'")
  func leads() throws {
    let report = try ClassificationReport(try Self.loud(seed: 4), options: Self.gun)
    #expect(report.recallByLead.reduce(0) { $0 + $1.rows } == 100)
    let found = Double(report.recallByLead.reduce(0) { $0 + $1.found })
    #expect(close(found / 100, report.figures.perClass[1].recall))
  }

  @Test("no rows, one row, one class: every figure is there or nil", arguments: [0, 1, 5])
  func tiny(count: Int) throws {
    for classes in [["GUN"], ["ENV", "GUN"], ["ENV", "GUN", "TAIL"]] {
      let rows = try ScoredRows(
        classes: classes, truth: [Int](repeating: classes.count - 1, count: count),
        probabilities: [Double](repeating: 0.5, count: count * classes.count),
        weights: [Double](repeating: 0, count: count), groups: (0..<count).map { "\($0)" },
        leads: [Int?](repeating: nil, count: count), levels: [Double?](repeating: -.infinity, count: count))
      let report = try ClassificationReport(rows, options: Self.gun)
      #expect(Self.isFinite(report.value))
      #expect(report.figures.rocAUC == nil)
      #expect((report.figures.accuracy == nil) == (count == 0))
      #expect(report.levelMatched == nil)
      #expect(report.weighted?.accuracy == nil)
    }
  }

  @Test("with a threshold the positive class wins wherever it reaches it, the best of the others elsewhere")
  func threshold() throws {
    let rows = try ScoredRows(
      classes: ["GUN", "ENV", "TAIL"], truth: [0, 1, 2],
      probabilities: [0.2, 0.5, 0.3, 0.1, 0.6, 0.3, 0.9, 0.0, 0.1])
    var options = ReportOptions(positive: "GUN")
    options.threshold = 0.2
    #expect(
      try ClassificationReport(rows, options: options).figures.confusion.counts == [
        1, 0, 0, 0, 1, 0, 1, 0, 0,
      ])
    options.threshold = 0.95
    #expect(
      try ClassificationReport(rows, options: options).figures.confusion.counts == [
        0, 1, 0, 0, 1, 0, 0, 0, 1,
      ])
    #expect(try ClassificationReport(rows).figures.confusion.counts == [0, 1, 0, 0, 1, 0, 1, 0, 0])
  }

  @Test("options outside their range are refused, with three parts")
  func options() throws {
    let rows = try ScoredRows(classes: ["ENV", "GUN"], truth: [], probabilities: [])
    #expect(throws: EvaluationError.positiveUnknown(name: "gun", classes: ["ENV", "GUN"])) {
      try ClassificationReport(rows, options: ReportOptions(positive: "gun"))
    }
    let changes: [(inout ReportOptions) -> Void] = [
      { $0.threshold = .nan }, { $0.clip = 0.6 }, { $0.wantedRecalls = [1.2] },
      { $0.falsePositiveRates = [-1] },
      { $0.levelBinWidth = 0 }, { $0.confidence = 2 }, { $0.thresholds = [.infinity] },
    ]
    for change in changes {
      var options = ReportOptions()
      change(&options)
      #expect(throws: EvaluationError.self) { try ClassificationReport(rows, options: options) }
    }
  }
}
