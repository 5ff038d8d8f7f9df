extension DetectionReport {
  /// The report as JSON has it; `null` where a figure has no value.
  public var value: ReportValue {
    guard case .object(let own) = score.value else { return .null }
    return .object(
      own + [
        ReportField("threshold", threshold), ReportField("hours", hours),
        ReportField("at_alarms_per_hour", .list(alarmRates.map(\.value))),
        ReportField(
          "bursts",
          .object([
            ReportField("bursts", .integer(bursts.bursts)), ReportField("rounds", .integer(bursts.rounds)),
            ReportField("count_error", bursts.error), ReportField("count_bias", bursts.bias),
          ])), ReportField("calibration", calibration.value),
        ReportField("worst_recording", worstRecording?.value ?? .null),
        ReportField("worst_folder", worstGroup?.value ?? .null),
        ReportField("curve", .list(curve.map(\.value))),
      ])
  }
}

extension AlarmRate {
  var value: ReportValue {
    .object([
      ReportField("alarms_per_hour", perHour), ReportField("threshold", threshold),
      ReportField("recall", recall),
    ])
  }
}

extension ScoreCalibration {
  var value: ReportValue {
    let bins = bins.map { bin in
      ReportValue.object([
        ReportField("from", bin.range.lowerBound), ReportField("to", bin.range.upperBound),
        ReportField("count", .integer(bin.count)), ReportField("score", bin.score),
        ReportField("share", bin.share),
      ])
    }
    return .object([ReportField("error", error), ReportField("bins", .list(bins))])
  }
}

extension DetectionReport.Source {
  var value: ReportValue { .object([ReportField("name", .text(name)), ReportField("counts", counts.value)]) }
}

extension DetectionReport.Point {
  var value: ReportValue {
    .object([
      ReportField("threshold", threshold), ReportField("precision", wide.precision),
      ReportField("recall", wide.recall), ReportField("f", wide.f), ReportField("f_5_ms", narrow.f),
      ReportField("false_alarms_per_hour", alarmsPerHour),
    ])
  }
}
