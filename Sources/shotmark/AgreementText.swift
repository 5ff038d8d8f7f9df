import Basis
import Evaluation
import Files
import Labelling

/// An agreement as people and programs read it.
struct AgreementText {
  private let agreement: TagAgreement
  private let collar: Double
  private static let percentiles = [5, 25, 75, 95]
  /// Disputes that are shown; the file has all.
  private static let shown = 20

  init(_ agreement: TagAgreement, collar: Double) {
    (self.agreement, self.collar) = (agreement, collar)
  }

  /// A table, the offset and the first disputes.
  var lines: [String] {
    let figures = agreement.figures
    var table = TextTable(["collar", "precision", "recall", "F", "both", "only first", "only second"])
    table.row(
      ["\(Figures.count(collar)) ms"]
        + [figures.precision, figures.recall, figures.f].map { Figures.text($0) }
        + [figures.matched, figures.onlyFirst, figures.onlySecond].map { String($0) })
    return ["\(agreement.recordings.count) recordings known to both\(unknown)", ""] + table.lines
      + offsetLines + disputeLines
  }

  private var unknown: String {
    let counts = (agreement.onlyFirst.count, agreement.onlySecond.count)
    return counts == (0, 0) ? "" : "; \(counts.0) only to the first, \(counts.1) only to the second"
  }

  private var offsetLines: [String] {
    guard let spread = agreement.figures.differences else { return [] }
    func text(_ samples: Double) -> String { Figures.text(milliseconds(samples), decimals: 2) }
    var table = TextTable(
      ["offset in ms", "median", "MAD"] + AgreementText.percentiles.map { "\($0) %" })
    table.row(
      ["second − first", text(spread.median), text(spread.medianAbsoluteDeviation)]
        + AgreementText.percentiles.map { text(spread.percentile(Double($0))) })
    return [""] + table.lines
  }

  private var disputeLines: [String] {
    let disputes = agreement.disputes
    guard !disputes.isEmpty else { return [] }
    var table = TextTable(["disputes", "at", "offset", "who"])
    for dispute in disputes.prefix(AgreementText.shown) {
      table.row(
        [
          dispute.path.description, Sampling.clock(dispute.offset), String(dispute.offset),
          dispute.isOfUnknownRecording ? "\(dispute.annotator.rawValue) *" : dispute.annotator.rawValue,
        ])
    }
    var lines = [""] + table.lines
    if disputes.count > AgreementText.shown {
      lines.append("  and \(disputes.count - AgreementText.shown) more: --disputes FILE.csv writes all")
    }
    if disputes.prefix(AgreementText.shown).contains(where: \.isOfUnknownRecording) {
      lines.append("  * the other one does not know the recording")
    }
    return lines
  }

  /// The result for programs; offsets in ms and in samples at 16 kHz.
  var json: JSON.Value {
    let figures = agreement.figures
    func number(_ value: Double?) -> JSON.Value { value.map { .number($0) } ?? .null }
    func paths(_ paths: [Path]) -> JSON.Value { .array(paths.map { .string($0.description) }) }
    return .object([
      ("collar_ms", .number(collar)), ("recordings", .number(agreement.recordings.count)),
      ("recordings_only_first", paths(agreement.onlyFirst.map(\.path))),
      ("recordings_only_second", paths(agreement.onlySecond.map(\.path))),
      ("both", .number(figures.matched)), ("only_first", .number(figures.onlyFirst)),
      ("only_second", .number(figures.onlySecond)), ("precision", number(figures.precision)),
      ("recall", number(figures.recall)), ("f", number(figures.f)), ("offset_ms", spread),
      (
        "disputes",
        .array(
          agreement.disputes.map { dispute in
            .object([
              ("recording", .string(dispute.path.description)), ("offset", .number(dispute.offset)),
              ("annotator", .string(dispute.annotator.rawValue)),
              ("recording_unknown_to_other", .bool(dispute.isOfUnknownRecording)),
            ])
          })
      ),
    ])
  }

  private var spread: JSON.Value {
    guard let spread = agreement.figures.differences else { return .null }
    return .object(
      [
        ("median", .number(milliseconds(spread.median))),
        ("mad", .number(milliseconds(spread.medianAbsoluteDeviation))),
      ]
        + AgreementText.percentiles.map { ("p\($0)", .number(milliseconds(spread.percentile(Double($0))))) })
  }

  private func milliseconds(_ samples: Double) -> Double { samples * 1000 / Double(Sampling.rate) }
}
