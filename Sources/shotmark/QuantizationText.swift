import Quantization
import Training

/// What a network lost on its way to whole numbers, as lines of text.
struct QuantizationText {
  private let report: QuantizationReport
  private let positive: String
  private let listening: Listening?

  init(_ report: QuantizationReport, positive: String, listening: Listening?) {
    (self.report, self.positive, self.listening) = (report, positive, listening)
  }

  /// The files, then the figures.
  func lines(_ written: [String]) -> [String] {
    var table = TextTable(["\(report.images) chunks of test", "float", "int8"])
    func row(_ name: String, _ pair: QuantizationReport.Pair?, _ text: (Double) -> String) {
      guard let pair else { return }
      table.row([name, text(pair.float), text(pair.integer)])
    }
    row("accuracy", report.accuracy) { Figures.text($0, decimals: 4) }
    row("recall of \(positive) from \(Figures.text(report.threshold)) on", report.recall) {
      Figures.text($0, decimals: 4)
    }
    row("recall of \(positive) at one false alarm an hour", report.recallAtOneFalseAlarmAnHour) {
      Figures.text($0, decimals: 4)
    }
    row("bytes of the file", report.bytes) { "\(Int($0))" }
    row("bytes of activations", report.arena) { "\(Int($0))" }
    return written + [""] + table.lines + ["", drift] + heard
  }

  private var drift: String {
    "probabilities differ by \(Figures.text(report.meanDrift, decimals: 4)) in the mean and "
      + "\(Figures.text(report.largestDrift)) at most; \(Figures.text(report.changedLabels * 100, decimals: 2)) % of the "
      + "chunks get another label; \(report.multiplyAdds) multiply-adds a chunk"
  }

  private var heard: [String] {
    guard let listening else { return [] }
    let thresholds = listening.thresholds.map { $0.map { Figures.text($0, decimals: 4) } ?? "none" }
    return [
      "\(Figures.text(listening.hours, decimals: 2)) hours were heard; the thresholds for one false alarm an hour are "
        + thresholds.joined(separator: " and ")
    ]
  }
}
