import Annotation
import Annotator
import Basis
import Labelling
import Onsets

/// The proposals of the whole queue, and the order in which somebody is asked about them. Belongs to the loop's thread.
struct DeskRanking {
  /// What proposals are taken for.
  let label: String
  /// `nil` where each recording is listened to when it is opened.
  private var given: GivenProposals?
  /// Whether what nothing was given for is listened to.
  private let listensToOthers: Bool
  private var doubts: DoubtQueue?
  /// The model that was learnt last.
  private(set) var model: Path?

  init(_ given: GivenProposals?, label: String, in store: AnnotationStore) {
    (self.given, self.label) = (given, label)
    listensToOthers = given == nil
    doubts = given.map { DoubtQueue($0.scored, in: store, label: label) }
  }

  /// Whether proposals were given, but none about these recordings.
  func isAboutOthers(_ names: [Path]) -> Bool {
    guard let given else { return false }
    return !names.contains { given.names($0) }
  }

  /// What is proposed for a recording; `nil` where it is to be listened to.
  func proposals(of recording: Path) -> [Proposal]? {
    guard let given, given.names(recording) || !listensToOthers else { return nil }
    return given[recording]
  }

  /// The most doubtful proposals, and how many are left; `nil` where nothing is known of the queue.
  mutating func next(
    _ count: Int, in store: AnnotationStore, where isUsable: (Path) -> Bool
  ) -> DoubtQueue.Next? {
    doubts?.next(count, in: store, where: isUsable)
  }

  /// What was learnt takes the place of what was given; what was not searched keeps its proposals.
  /// - Returns: how many proposals wait for an answer.
  mutating func take(_ outcome: LabellingLoop.Outcome, model: Path, in store: AnnotationStore) -> Int {
    var next = given ?? GivenProposals([], in: [])
    next.replace(outcome.ranked, in: outcome.queue)
    let doubts = DoubtQueue(outcome.ranked, in: store, label: label)
    (given, self.doubts, self.model) = (next, doubts, model)
    return doubts.count
  }
}
