import Annotation
import Basis

/// What somebody has said to a proposal, as marks, spans and refusals tell it.
public enum ProposalAnswer: Sendable, Equatable {
  /// It is marked as it was proposed.
  case accepted
  /// It was right, and its mark was moved.
  case corrected
  /// It was refused, or is marked as something else.
  case rejected
  /// Nobody said anything of it, but its stretch was reviewed, or is ignored.
  case passed

  /// How near a mark settles a proposal, in samples: 20 ms, within which two arrivals count as one.
  static let settledReach = 320
  /// How near a refusal does: 5 ms.
  static let rejectedReach = 80

  /// The answers to the proposals of one recording, in their order; `nil` where there is none yet.
  ///
  /// - Parameters:
  ///   - offsets: of the proposals, in samples at 16 kHz.
  ///   - label: what the proposals are taken for.
  public static func answers(
    to offsets: [Int], of recording: Path, in store: AnnotationStore, label: String
  ) -> [ProposalAnswer?] {
    let tags = store.allTags(of: recording)
    let own = tags.filter { $0.label == label }.map(\.offset)
    let other = tags.filter { $0.label != label && $0.label != "ENV" }.map(\.offset)
    let rejected = store.rejected(of: recording)
    let spans =
      store.reviewed(of: recording).filter { $0.how != .screened }.map { $0.start..<$0.end }
      + store.ignored(of: recording).map { $0.start..<$0.end }
    return offsets.map { offset in
      if let distance = own.distance(to: offset), distance <= settledReach {
        return distance == 0 ? .accepted : .corrected
      }
      if let distance = other.distance(to: offset), distance <= settledReach { return .rejected }
      if let distance = rejected.distance(to: offset), distance <= rejectedReach { return .rejected }
      return spans.contains { $0.contains(offset) } ? .passed : nil
    }
  }
}

extension [Int] {
  /// How far the nearest of ascending numbers lies; `nil` where there are none.
  fileprivate func distance(to number: Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return self[Swift.max(0, low - 1)..<Swift.min(count, low + 1)].map { abs($0 - number) }.min()
  }
}
