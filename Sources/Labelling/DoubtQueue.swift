import Annotation
import Basis

/// The proposals of a queue of recordings that somebody is asked about, those first whose answer is the likeliest to be
/// another one than their score says, in the light of the answers so far.
public struct DoubtQueue: Sendable {
  /// What is left, and what of it to ask next.
  public struct Next: Sendable {
    /// The most doubtful first.
    public let proposals: [ScoredProposal]
    /// How many have no answer yet.
    public let left: Int
  }

  private let label: String
  private let threshold: Double
  /// A recording with what had no answer when its score was given. What a model was trained on tells nothing of how often
  /// it errs.
  private struct Part {
    let recording: Path
    let proposals: [ScoredProposal]
    /// The onsets that were marked by then.
    let marked: Set<Int>
  }

  /// By recording, ascending.
  private let asked: [Part]
  /// What was shown and left without an answer.
  private var shown: Set<ScoredProposal> = []

  /// A queue of those proposals that have no answer yet.
  ///
  /// - Parameters:
  ///   - label: what they are taken for.
  ///   - threshold: the score from which one counts as an onset as long as nobody says otherwise.
  public init(
    _ proposals: [ScoredProposal], in store: AnnotationStore, label: String, threshold: Double = 0.5
  ) {
    (self.label, self.threshold) = (label, threshold)
    let parts = Dictionary(grouping: proposals, by: \.recording).sorted { $0.key < $1.key }
    asked = parts.compactMap { recording, all in
      let sorted = all.sorted { $0.offset < $1.offset }
      let answers = ProposalAnswer.answers(
        to: sorted.map(\.offset), of: recording, in: store, label: label)
      let open = zip(sorted, answers).filter { $1 == nil }.map(\.0)
      let marked = Set(store.tags(of: recording, label: label))
      return open.isEmpty ? nil : Part(recording: recording, proposals: open, marked: marked)
    }
  }

  /// How many proposals had no answer at first.
  public var count: Int { asked.reduce(0) { $0 + $1.proposals.count } }

  /// The next to be asked about: none twice before all were shown.
  ///
  /// - Parameters:
  ///   - count: how many at most.
  ///   - isUsable: whether a recording can be shown at all.
  /// - Complexity: O(n log n) of the proposals.
  public mutating func next(
    _ count: Int, in store: AnnotationStore, where isUsable: (Path) -> Bool = { _ in true }
  ) -> Next {
    var doubt = AnsweredDoubt(threshold: threshold)
    var open: [ScoredProposal] = []
    for part in asked {
      let answers = ProposalAnswer.answers(
        to: part.proposals.map(\.offset), of: part.recording, in: store, label: label)
      doubt.miss(missed(part, in: store), in: part.recording)
      for (proposal, answer) in zip(part.proposals, answers) {
        switch answer {
        case .accepted, .corrected: doubt.answer(proposal, isRight: true)
        case .rejected: doubt.answer(proposal, isRight: false)
        case .passed: break
        case nil: if isUsable(part.recording) { open.append(proposal) }
        }
      }
    }
    if open.allSatisfy({ shown.contains($0) }) { shown = [] }
    let risks = open.map { (proposal: $0, risk: doubt.risk($0)) }.filter { !shown.contains($0.proposal) }
    let order = risks.enumerated().sorted { ($1.element.risk, $0.offset) < ($0.element.risk, $1.offset) }
    let next = order.prefix(max(1, count)).map(\.element.proposal)
    shown.formUnion(next)
    return Next(proposals: next, left: open.count)
  }

  /// How many onsets were marked since then that nothing had proposed.
  private func missed(_ part: Part, in store: AnnotationStore) -> Int {
    let fresh = store.tags(of: part.recording, label: label).filter { !part.marked.contains($0) }
    let proposed = part.proposals.map(\.offset)
    return fresh.count { mark in !proposed.contains { abs($0 - mark) <= ProposalAnswer.settledReach } }
  }
}
