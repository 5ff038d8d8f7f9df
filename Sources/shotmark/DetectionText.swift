import Evaluation

/// How good detections are, for people.
struct DetectionText {
  private let report: DetectionReport

  init(_ report: DetectionReport) { self.report = report }

  /// The lines.
  var lines: [String] {
    let score = report.score
    let head =
      "\(score.shots) shots in \(score.recordings) recordings, \(Figures.text(report.hours, decimals: 2)) hours, "
      + "threshold \(Figures.text(report.threshold, decimals: 2))"
    return [head, ""] + collars + [""] + rates + [""] + others + [""] + calibration + [""] + curve
  }

  private var collars: [String] {
    var table = TextTable([
      "collar", "precision", "recall", "F", "found", "false alarms", "missed", "unresolved",
    ])
    for collar in report.score.collars {
      let counts = [
        collar.truePositives, collar.falsePositives, collar.falseNegatives, collar.unresolved,
      ]
      table.row(
        ["\(Figures.count(collar.milliseconds)) ms"]
          + [collar.precision, collar.recall, collar.f].map { Figures.text($0) } + counts.map(String.init))
    }
    return table.lines
  }

  private var rates: [String] {
    var table = TextTable(["false alarms an hour (50 ms)", "recall", "threshold"])
    for rate in report.alarmRates {
      table.row([Figures.count(rate.perHour), Figures.text(rate.recall), Figures.text(rate.threshold)])
    }
    return table.lines
  }

  private var others: [String] {
    let bursts = report.bursts
    var lines = [
      "  bursts: \(bursts.bursts) of \(bursts.rounds) rounds, counted "
        + "\(Figures.text(bursts.error, decimals: 2)) rounds off on average "
        + "(\(Figures.text(bursts.bias, decimals: 2)) with its sign)"
    ]
    for (word, source) in [("recording", report.worstRecording), ("folder", report.worstGroup)] {
      guard let source else { continue }
      let figure = Figures.text(source.counts.f)
      lines.append("  worst \(word): \(ErrorText.plain(source.name)), F \(figure) at 50 ms")
    }
    return lines
  }

  private var calibration: [String] {
    var table = TextTable(["score", "detections", "mean score", "true"])
    for bin in report.calibration.bins where bin.count > 0 {
      table.row([
        "\(Figures.text(bin.range.lowerBound, decimals: 1))-\(Figures.text(bin.range.upperBound, decimals: 1))",
        "\(bin.count)", Figures.text(bin.score), Figures.text(bin.share),
      ])
    }
    return table.lines + ["  expected calibration error \(Figures.text(report.calibration.error))"]
  }

  private var curve: [String] {
    var table = TextTable(["threshold", "precision", "recall", "F 50 ms", "F 5 ms", "false alarms an hour"])
    for point in report.curve {
      table.row([
        Figures.text(point.threshold, decimals: 2), Figures.text(point.wide.precision),
        Figures.text(point.wide.recall), Figures.text(point.wide.f), Figures.text(point.narrow.f),
        Figures.text(point.alarmsPerHour, decimals: 1),
      ])
    }
    return table.lines
  }
}
