// The names that reports have in JSON, in the order in which they are printed.

extension ClassificationReport {
  /// The report as JSON has it: rows of the confusion matrix are the true classes; `null` where a figure has no value.
  public var value: ReportValue { .object(fields) }

  /// The named figures, in order.
  public var fields: [ReportField] {
    head + figures.fields(positive: positive) + [ReportField("log_loss_clip", clip)] + tables
      + [
        ReportField("intervals", intervals?.value ?? .null),
        ReportField("weighted", weighted.map { .object($0.fields(positive: positive)) } ?? .null),
        ReportField("level_matched", levelMatched?.value(positive: positive) ?? .null),
      ]
  }

  private var head: [ReportField] {
    [
      ReportField("classes", .list(classes.map(ReportValue.text))),
      ReportField("positive", positive.map(ReportValue.text) ?? .null),
      ReportField("rows", .integer(rows)), ReportField("decision_threshold", decisionThreshold),
    ]
  }

  private var tables: [ReportField] {
    [
      ReportField("thresholds", .list(thresholds.map { .object($0.fields) })),
      ReportField("at_recall", .list(atRecall.map { $0.value(named: "wanted_recall") })),
      ReportField(
        "at_false_positive_rate",
        .list(atFalsePositiveRate.map { $0.value(named: "wanted_false_positive_rate") })),
      ReportField("recall_by_lead", .list(recallByLead.map(\.value))),
    ]
  }
}

extension ClassificationReport.Chosen {
  func value(named name: String) -> ReportValue {
    .object([ReportField(name, wanted)] + (point?.fields ?? [ReportField("threshold", .null)]))
  }
}

extension ClassificationReport.Intervals {
  var value: ReportValue {
    .object(
      [
        ReportField("confidence", confidence), ReportField("groups", .integer(groups)),
        ReportField("resamples", .integer(resamples)),
      ]
        + figures.map { figure in
          ReportField(
            figure.name,
            figure.interval.map { .list([ReportValue($0.low), ReportValue($0.high)]) } ?? .null)
        })
  }
}

extension ClassificationReport.LevelMatched {
  func value(positive: String?) -> ReportValue {
    .object(
      [
        ReportField("bin_width_db", match.binWidth),
        ReportField("rows_kept", .integer(match.kept.reduce(0, +))),
        ReportField("rows_effective", match.effective.reduce(0, +)),
        ReportField("level_auc", levelAUC), ReportField("level_auc_matched", levelAUCMatched),
      ] + figures.fields(positive: positive))
  }
}

extension ClassificationFigures {
  /// The named figures, in order; those of the positive class by name lie in `per_class`.
  func fields(positive: String?) -> [ReportField] {
    [
      ReportField("accuracy", accuracy), ReportField("balanced_accuracy", balancedAccuracy),
      ReportField("per_class", .object(perClass.map { ReportField($0.name, $0.value) })),
      ReportField("macro", macro),
      ReportField("confusion_matrix", confusion.value), ReportField("roc_auc", rocAUC),
      ReportField("average_precision", averagePrecision), ReportField("brier", brier),
      ReportField("log_loss", logLoss),
    ]
  }

  private var macro: ReportValue {
    .object([
      ReportField("precision", confusion.meanOverClasses(confusion.precision)),
      ReportField("recall", confusion.meanOverClasses(confusion.recall)),
      ReportField("f1", confusion.meanOverClasses(confusion.f1)),
    ])
  }
}

extension ClassificationFigures.ClassFigures {
  var value: ReportValue {
    .object([
      ReportField("precision", precision), ReportField("recall", recall), ReportField("f1", f1),
      ReportField("support", ReportValue(count: support)), ReportField("roc_auc", rocAUC),
      ReportField("average_precision", averagePrecision),
    ])
  }
}

extension ConfusionMatrix {
  /// A list a true class.
  public var value: ReportValue {
    .list(
      (0..<classCount).map { truth in
        .list((0..<classCount).map { ReportValue(count: self[truth, $0]) })
      })
  }
}

extension OperatingPoint {
  /// The named figures, in order.
  public var fields: [ReportField] {
    [
      ReportField("threshold", threshold), ReportField("precision", precision),
      ReportField("recall", recall), ReportField("f1", f1),
      ReportField("false_positive_rate", falsePositiveRate),
      ReportField("tp", ReportValue(count: truePositives)),
      ReportField("fp", ReportValue(count: falsePositives)),
      ReportField("fn", ReportValue(count: falseNegatives)),
      ReportField("tn", ReportValue(count: trueNegatives)),
    ]
  }
}

extension LeadDecile {
  var value: ReportValue {
    .object([
      ReportField("lead_min", .integer(leads.lowerBound)),
      ReportField("lead_max", .integer(leads.upperBound)),
      ReportField("rows", .integer(rows)), ReportField("found", .integer(found)),
      ReportField("recall", recall),
    ])
  }
}

extension OnsetScore {
  /// The score as JSON has it.
  public var value: ReportValue {
    .object([
      ReportField("collars", .list(collars.map(\.value))), ReportField("recordings", .integer(recordings)),
      ReportField("shots", .integer(shots)),
    ])
  }
}

extension OnsetScore.Collar {
  var value: ReportValue {
    .object([
      ReportField("ms", ReportValue(count: milliseconds)), ReportField("tp", .integer(truePositives)),
      ReportField("fp", .integer(falsePositives)), ReportField("fn", .integer(falseNegatives)),
      ReportField("unresolved", .integer(unresolved)), ReportField("precision", precision),
      ReportField("recall", recall), ReportField("f", f),
    ])
  }
}
