import Basis
import Training

/// The epochs of a training as they are shown while it runs, a line each, within 80 columns.
struct EpochTable {
  private let epochs: Int
  private let hasValidation: Bool
  private var isHeaded = false
  private let clock = ContinuousClock()
  private var began: ContinuousClock.Instant

  init(_ training: NetworkTraining) {
    epochs = training.epochs
    hasValidation = training.earlyStopping != nil
    began = clock.now
  }

  /// The last epoch, the first time with headings over it.
  mutating func lines(_ history: NetworkHistory) -> [String] {
    let now = clock.now
    defer { began = now }
    guard let own = history.epochs.last else { return [] }
    let seconds =
      Double((now - began).components.seconds) + Double((now - began).components.attoseconds) / 1e18
    let best = history.epochs.min { ($0.validationLoss ?? $0.loss) < ($1.validationLoss ?? $1.loss) }
    let cells = [
      "\(own.epoch)/\(epochs)", NetworkText.rate(own.learningRate), Figures.text(own.loss),
      Figures.text(own.accuracy), Figures.text(own.validationLoss), Figures.text(own.validationAccuracy),
      Figures.text(own.validationROCAUC), Figures.text(seconds, decimals: 1) + " s",
    ]
    let heading = isHeaded ? [] : [EpochTable.row(EpochTable.headings)]
    isHeaded = true
    return heading + [EpochTable.row(cells) + (best?.epoch == own.epoch ? "  best" : "")]
  }

  /// What is said of a training that is gone on with.
  func resumed(_ history: NetworkHistory) -> String { "going on behind epoch \(history.epochs.count)" }

  private static let headings = [
    "epoch", "rate", "loss", "accuracy", "val loss", "val acc.", "val AUC", "time",
  ]

  private static func row(_ cells: [String]) -> String {
    cells.map { String(repeating: " ", count: max(0, 8 - $0.count)) + $0 }.joined(separator: " ")
  }
}

/// What is said of networks.
enum NetworkText {
  /// What a training came to.
  static func lines(_ outcome: NetworkTraining.Outcome, file: Path) -> [String] {
    let network = outcome.model.network
    let parameters = network.description.parameterCount(width: network.width)
    var lines = [
      "\(file): \(parameters) weights of epoch \(outcome.bestEpoch) of \(outcome.history.epochs.count), trained on "
        + "\(outcome.trainRows) chunks of \(outcome.trainRecordings) recordings"
    ]
    let best = outcome.history.epochs[outcome.bestEpoch - 1]
    if let loss = best.validationLoss {
      lines.append(
        "on \(outcome.validationRows) chunks of val: loss \(Figures.text(loss)), accuracy "
          + "\(Figures.text(best.validationAccuracy)), AUC \(Figures.text(best.validationROCAUC))")
    }
    return lines
  }

  /// A search for a rate, as a chart with the loss to the right, two rows for each decade.
  static func lines(_ search: RateSearch) -> [String] {
    guard let first = search.points.first, let highest = search.points.map(\.loss).max() else {
      return ["the loss was never a finite number"]
    }
    var lines = ["   rate    loss"]
    var next = first.rate
    for point in search.points where point.rate >= next * 0.999 {
      next = point.rate * 1.7782794
      let bar = String(repeating: "#", count: Int((point.loss / highest * 50).rounded()))
      lines.append("\(rate(point.rate))  \(Figures.text(point.loss))  \(bar)")
    }
    if let steepest = search.steepest {
      lines.append("")
      lines.append(
        "the loss falls steepest at a rate of \(rate(steepest)): try --learning-rate \(rate(steepest))")
    } else {
      lines.append("the loss never fell: look at the chunks and labels")
    }
    return lines
  }

  /// A rate with two digits: 2.0e-05.
  static func rate(_ rate: Double) -> String {
    guard rate > 0, rate.isFinite else { return "0" }
    var (digits, power) = (rate, 0)
    while digits < 1 { (digits, power) = (digits * 10, power - 1) }
    while digits >= 10 { (digits, power) = (digits / 10, power + 1) }
    var tenths = Int((digits * 10).rounded())
    if tenths == 100 { (tenths, power) = (10, power + 1) }
    return "\(tenths / 10).\(tenths % 10)e\(power)"
  }
}
