import Basis
import RandomForest
import Training

/// Sentences about how a forest came to its number of trees.
enum GrowthText {
  /// What to know about stopping where a chunk has copies.
  static let copies =
    "copies of a chunk lie in the bags of trees that have not seen the chunk itself: the score that early stopping "
    + "looked at is better than an honest one, its course is what counts"

  /// Lines for the output; none where only the number of trees that was asked for had a say.
  static func lines(_ report: GrowthReport?) -> [String] {
    guard let report else { return [] }
    var lines: [String] = []
    if let stopping = report.stopping { lines.append(line(report, stopping)) }
    if let limit = report.limit, let size = report.size { lines.append(line(report, limit, size)) }
    return lines
  }

  private static func line(_ report: GrowthReport, _ stopping: OutOfBagStopping) -> String {
    guard report.end == .stopping else {
      return "early stopping: not reached with \(count(report.kept))"
    }
    return "early stopping: \(count(report.kept)) of at most \(report.asked), out-of-bag Brier score "
      + "\(Figures.text(report.score)), not lower by more than \(stopping.tolerance) for "
      + count(stopping.patience)
  }

  private static func line(_ report: GrowthReport, _ limit: SizeLimit, _ size: Int) -> String {
    let what = limit.measure == .modelFile ? "bytes" : "bytes of C tables"
    let kept = report.end == .size ? "kept the first \(count(report.kept))" : "all \(count(report.kept)) fit"
    return "\(kept): \(size) \(what) of at most \(limit.bytes)"
  }

  private static func count(_ trees: Int) -> String { trees == 1 ? "1 tree" : "\(trees) trees" }
}
