import Evaluation
import Training

/// An evaluation as lines of text: the figures, beside them the ones with levels matched, then what lies behind.
struct EvaluationText {
  private let evaluation: ModelEvaluation
  private let model: any TrainedModel
  private let title: String

  init(_ evaluation: ModelEvaluation, model: any TrainedModel, title: String) {
    self.evaluation = evaluation
    self.model = model
    self.title = title
  }

  private var report: ClassificationReport { evaluation.report }

  var lines: [String] {
    let parts = [figures, confusion, perClass, recalls, leads, training]
    return parts.filter { !$0.isEmpty }.joined(separator: [""]).map { $0 }
  }

  /// The main figures, plain, with intervals, by weight and with levels matched.
  private var figures: [String] {
    let matched = report.levelMatched?.figures
    var headings = ["", "figure"]
    if report.intervals != nil { headings.append("95 % by group") }
    if report.weighted != nil { headings.append("by shot") }
    headings.append("levels matched")
    var table = TextTable(headings)
    func row(_ name: String, _ figure: (ClassificationFigures) -> Double?) {
      var cells = [name.replacing("_", with: " "), Figures.text(figure(report.figures))]
      if let intervals = report.intervals {
        let interval = intervals.figures.first { $0.name == name }?.interval
        cells.append(interval.map { "\(Figures.text($0.low)) to \(Figures.text($0.high))" } ?? "-")
      }
      if let weighted = report.weighted { cells.append(Figures.text(figure(weighted))) }
      table.row(cells + [Figures.text(matched.flatMap(figure))])
    }
    row("accuracy") { $0.accuracy }
    row("balanced_accuracy") { $0.balancedAccuracy }
    row("roc_auc") { $0.rocAUC }
    row("average_precision") { $0.averagePrecision }
    row("brier") { $0.brier }
    row("log_loss") { $0.logLoss }
    let head = "\(title): \(evaluation.rows) chunks of \(evaluation.recordings) recordings"
    return [head, ""] + table.lines + levelNote
  }

  private var levelNote: [String] {
    guard let matched = report.levelMatched, let auc = matched.levelAUC else {
      return ["  levels could not be matched: no loudness holds chunks of every label"]
    }
    return [
      "  loudness alone reaches an AUC of \(Figures.text(max(auc, 1 - auc))); levels matched leave "
        + zip(matched.match.effective, matchedNames(matched)).map { "\(Figures.count($0.rounded())) \($1)" }
        .joined(separator: " and ") + " chunks' worth"
    ]
  }

  private func matchedNames(_ matched: ClassificationReport.LevelMatched) -> [String] {
    guard let positive = report.positive, matched.match.effective.count == 2 else { return report.classes }
    return ["other", positive]
  }

  private var confusion: [String] {
    var table = TextTable(["true \\ taken for"] + report.classes)
    for (index, name) in report.classes.enumerated() {
      table.row([name] + report.classes.indices.map { Figures.count(report.figures.confusion[index, $0]) })
    }
    return table.lines
  }

  private var perClass: [String] {
    var table = TextTable(["label", "precision", "recall", "F1", "chunks"])
    for own in report.figures.perClass {
      table.row([
        own.name, Figures.text(own.precision), Figures.text(own.recall), Figures.text(own.f1),
        Figures.count(own.support),
      ])
    }
    return table.lines
  }

  /// Thresholds that keep a wanted recall: a missed shot costs more than a false alarm.
  private var recalls: [String] {
    guard !report.atRecall.isEmpty else { return [] }
    var table = TextTable(["to keep a recall of", "threshold", "precision", "false alarms"])
    for chosen in report.atRecall {
      table.row([
        Figures.text(chosen.wanted), Figures.text(chosen.point?.threshold),
        Figures.text(chosen.point?.precision),
        chosen.point?.falsePositiveRate.map { "\(Figures.text($0 * 100)) %" } ?? "-",
      ])
    }
    return table.lines
  }

  private var leads: [String] {
    guard !report.recallByLead.isEmpty else { return [] }
    var table = TextTable(["lead, samples", "recall", "chunks"])
    for part in report.recallByLead {
      table.row([
        "\(part.leads.lowerBound) to \(part.leads.upperBound)", Figures.text(part.recall), "\(part.rows)",
      ])
    }
    return table.lines
  }

  /// What the model's own training said about grouped and leaky folds.
  private var training: [String] {
    func score(_ name: String) -> Double? { model.card.scores.first { $0.key == name }?.value.double }
    guard let grouped = score("grouped_folds_roc_auc"), let leaky = score("leaky_folds_roc_auc") else {
      return []
    }
    return [
      "five folds in training: AUC \(Figures.text(grouped)) by group, \(Figures.text(leaky)) at random; what lies "
        + "between is leakage"
    ]
  }
}
