import Chunks

/// How far a round has come as a whole, made of what its stages report.
public struct RoundProgress: Sendable {
  private var reached = 0.0

  /// A round that has not begun.
  public init() {}

  /// How far it has come after a report, 0–1; never less than before.
  public mutating func take(_ report: ChunksProgress) -> Double {
    let share = RoundProgress.share(of: report.stage)
    let part = report.total > 0 ? min(1, max(0, Double(report.done) / Double(report.total))) : 1
    reached = max(reached, share.lowerBound + part * (share.upperBound - share.lowerBound))
    return reached
  }

  /// Which part of a round a stage is, in time: most of it is spent in recordings that nobody has labelled.
  private static func share(of stage: String) -> ClosedRange<Double> {
    switch stage {
    case "reading recordings": 0...0.1
    case "cutting chunks": 0.1...0.2
    case "making copies", "computing features", "trying rates": 0.2...0.3
    case "growing trees": 0.3...0.4
    case "training networks": 0.1...0.4
    case "listening": 0.4...1
    // Epochs, of which nobody knows how many there will be.
    case _ where stage.hasPrefix("epoch "): 0.3...0.4
    default: 0...0
    }
  }
}
