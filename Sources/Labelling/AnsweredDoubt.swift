import Basis

/// How likely the answer to a proposal is another one than its score says, in the light of the answers so far: those to
/// proposals of about the same score anywhere, and how much more or less often than these the same recording surprised,
/// since what is hard is hard all through a recording. Where shots were marked that nothing had proposed, more of what was
/// scored low will be shots.
public struct AnsweredDoubt: Sendable {
  /// Answers to proposals of about the same score.
  private struct Bin {
    var right = 0.0
    var all = 0.0
  }

  /// Surprises of a recording on one side of the threshold, and how many were to be expected.
  private struct Surprises {
    var met = 0.0
    var expected = 0.0
  }

  private struct Side: Hashable {
    let recording: Path
    let isAbove: Bool
  }

  /// Scores are told apart as finely as this.
  private static let bins = 20
  /// How many answers a belief is worth that stands before them.
  private static let firmness = 4.0
  /// How many expected surprises a recording is believed to be like all others for.
  private static let likeness = 1.0

  private let threshold: Double
  private var bins = [Bin](repeating: Bin(), count: AnsweredDoubt.bins)
  private var sides: [Side: Surprises] = [:]

  /// Nothing is answered: scores are taken as probabilities.
  /// - Parameter threshold: the score from which an unanswered proposal counts as an onset.
  public init(threshold: Double = 0.5) { self.threshold = threshold }

  /// Takes an answer.
  public mutating func answer(_ proposal: ScoredProposal, isRight: Bool) {
    let isAbove = proposal.score >= threshold
    let side = Side(recording: proposal.recording, isAbove: isAbove)
    sides[side, default: Surprises()].expected += commonRisk(proposal)
    if isRight != isAbove { sides[side, default: Surprises()].met += 1 }
    bins[bin(proposal)].all += 1
    if isRight { bins[bin(proposal)].right += 1 }
  }

  /// Takes shots that somebody marked where nothing was proposed: so many surprises.
  public mutating func miss(_ count: Int, in recording: Path) {
    guard count > 0 else { return }
    sides[Side(recording: recording, isAbove: false), default: Surprises()].met += Double(count)
  }

  /// How likely the answer is another one than the threshold's, 0–1.
  public func risk(_ proposal: ScoredProposal) -> Double {
    let common = commonRisk(proposal)
    let side = Side(recording: proposal.recording, isAbove: proposal.score >= threshold)
    guard let own = sides[side] else { return common }
    return min(1, common * (own.met + AnsweredDoubt.likeness) / (own.expected + AnsweredDoubt.likeness))
  }

  /// The same, whatever the recording.
  private func commonRisk(_ proposal: ScoredProposal) -> Double {
    let bin = bins[bin(proposal)]
    let (score, firmness) = (min(1, max(0, proposal.score)), AnsweredDoubt.firmness)
    let right = (bin.right + firmness * score) / (bin.all + firmness)
    return proposal.score >= threshold ? 1 - right : right
  }

  private func bin(_ proposal: ScoredProposal) -> Int {
    let score = min(1, max(0, proposal.score))
    return min(AnsweredDoubt.bins - 1, Int(score * Double(AnsweredDoubt.bins)))
  }
}
