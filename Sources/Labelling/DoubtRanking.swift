import Basis

/// In which order a person should look at proposals: the doubtful ones first, since an answer to what is certain tells
/// nothing new (uncertainty sampling: Lewis and Gale, 1994; disagreement of a committee: Seung and others, 1992).
public struct DoubtRanking: Sendable, Equatable {
  /// What doubt is.
  public enum Measure: String, Sendable, CaseIterable {
    /// How near the score is to the threshold.
    case margin
    /// How much the trees of a forest disagree; by margin where nobody knows, behind all of which it is known.
    case disagreement
  }

  /// The score from which a proposal counts as an onset.
  public var threshold: Double
  /// What doubt is.
  public var measure: Measure

  /// - Parameters:
  ///   - threshold: the score from which a proposal counts as an onset, 0–1.
  ///   - measure: what doubt is; the margin unless told otherwise.
  public init(threshold: Double = 0.5, measure: Measure = .margin) {
    (self.threshold, self.measure) = (threshold, measure)
  }

  /// How far a score is from the threshold, as a share of the way that it can be on its side: 0 in full doubt, 1 at a
  /// score of 0 or 1.
  public func margin(_ score: Double) -> Double {
    let room = score < threshold ? threshold : 1 - threshold
    return room > 0 ? min(1, abs(score - threshold) / room) : 0
  }

  /// How likely the answer is another one than the threshold's, 0–0.5, were the margin a probability.
  public func risk(_ proposal: ScoredProposal) -> Double { (1 - margin(proposal.score)) / 2 }

  /// The proposals of the whole queue, the most doubtful first; equal ones by recording and time.
  public func order(_ proposals: [ScoredProposal]) -> [ScoredProposal] {
    proposals.sorted { key($0) < key($1) }
  }

  /// The recordings of the queue, those first in which the most answers are likely to be other ones than the threshold's;
  /// equal ones, and those without a proposal, by name behind.
  /// - Parameter recordings: all of the queue; proposals in others are left out.
  public func order(_ recordings: [Path], by proposals: [ScoredProposal]) -> [Path] {
    var doubts: [Path: Double] = [:]
    // Summed in one order: the last bits must not depend on how they were handed in.
    for proposal in proposals.sorted(by: { ($0.recording, $0.offset) < ($1.recording, $1.offset) }) {
      doubts[proposal.recording, default: 0] += weight(proposal)
    }
    return recordings.sorted { left, right in
      let (one, other) = (doubts[left] ?? 0, doubts[right] ?? 0)
      return one != other ? one > other : left < right
    }
  }

  private func weight(_ proposal: ScoredProposal) -> Double {
    switch measure {
    case .margin: risk(proposal)
    case .disagreement: proposal.disagreement ?? 0
    }
  }

  private struct Key: Comparable {
    let doubt: (Double, Double)
    let place: (Path, Int)

    static func == (left: Key, right: Key) -> Bool { left.doubt == right.doubt && left.place == right.place }
    static func < (left: Key, right: Key) -> Bool {
      left.doubt != right.doubt ? left.doubt < right.doubt : left.place < right.place
    }
  }

  private func key(_ proposal: ScoredProposal) -> Key {
    let margin = margin(proposal.score)
    let agreement = measure == .margin ? 0 : proposal.disagreement.map { -$0 } ?? 1
    return Key(doubt: (agreement, margin), place: (proposal.recording, proposal.offset))
  }
}
