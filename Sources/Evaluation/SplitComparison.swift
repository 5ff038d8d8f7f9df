/// What a leaky random split promises against what holds for recordings that the model has never met.
public struct SplitComparison: Sendable, Equatable {
  /// One figure under both splits.
  public struct Row: Sendable, Equatable {
    /// The figure's name in the JSON.
    public let name: String
    /// With groups kept whole.
    public let grouped: Double?
    /// With rows dealt out at random, so that train and test share recordings.
    public let leaky: Double?
    /// Leaky minus grouped; `nil` where one of them has no value.
    public var difference: Double? {
      guard let grouped, let leaky else { return nil }
      return leaky - grouped
    }
  }

  /// The figures, in the order of the report.
  public let rows: [Row]

  /// Compares the main figures of two reports.
  public init(grouped: ClassificationReport, leaky: ClassificationReport) {
    rows = zip(SplitComparison.figures(grouped), SplitComparison.figures(leaky)).map {
      Row(name: $0.0, grouped: $0.1, leaky: $1.1)
    }
  }

  private static func figures(_ report: ClassificationReport) -> [(String, Double?)] {
    let own = report.figures.perClass.first { $0.name == report.positive }
    return [
      ("accuracy", report.figures.accuracy), ("balanced_accuracy", report.figures.balancedAccuracy),
      ("precision", own?.precision), ("recall", own?.recall), ("f1", own?.f1),
      ("roc_auc", report.figures.rocAUC), ("average_precision", report.figures.averagePrecision),
      ("brier", report.figures.brier), ("log_loss", report.figures.logLoss),
    ]
  }

  /// The comparison as JSON has it.
  public var value: ReportValue {
    .list(
      rows.map {
        .object([
          ReportField("figure", .text($0.name)), ReportField("grouped", $0.grouped),
          ReportField("leaky", $0.leaky), ReportField("difference", $0.difference),
        ])
      })
  }
}
