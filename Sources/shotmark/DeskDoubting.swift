import Annotator
import Basis
import Labelling

// The most doubtful proposals of the queue come to the screen, and what was learnt from the answers.
extension AnnotationDesk {
  /// Opens the recording of the most doubtful proposal; one that cannot be opened is passed over.
  func openDoubtful(cursor: Int) -> [Message] {
    var troubles: [Message] = []
    while let next = nextDoubtful(1) {
      guard let proposal = next.proposals.first,
        let place = entries.firstIndex(where: { $0.name == proposal.recording })
      else { return troubles + [.doubtful(nil, index: index, left: next.left)] }
      visit(cursor)
      let opening = place == index ? [] : open(place, cursor: proposal.offset)
      guard place == index else {
        // What it says is that the next recording of the queue should come: here another one does.
        troubles += opening.compactMap { message in
          if case .refused(_, let why) = message { .trouble(why) } else { nil }
        }
        continue
      }
      return opening + [.doubtful(proposal.offset, index: place, left: next.left)] + troubles
    }
    return troubles + [.doubtful(nil, index: index, left: nil)]
  }

  /// The most doubtful proposals for a contact sheet.
  func doubtfulSheet(_ count: Int) -> [Message] {
    guard let next = nextDoubtful(count) else { return [.doubtful(nil, index: index, left: nil)] }
    let items = next.proposals.map {
      Sheet.Item(recording: $0.recording, offset: $0.offset, score: $0.score)
    }
    return [.doubtfulSheet(items, left: next.left)]
  }

  private func nextDoubtful(_ count: Int) -> DoubtQueue.Next? {
    let names = Set(entries.map(\.name)).subtracting(refused.map(\.entry.name))
    return ranking.next(count, in: session.store) { names.contains($0) }
  }

  /// What came of learning: the proposals are other ones from now on, and what is answered stays so.
  func settle(_ result: Result<LabellingLoop.Outcome, any Error>) -> [Message] {
    switch result {
    case .failure(let error): return [.learnt("not learnt: " + ErrorText.short(error), isTrouble: true)]
    case .success(let outcome):
      let left = ranking.take(outcome, model: learning.model(outcome), in: session.store)
      var messages: [Message] = []
      if entries.indices.contains(index), let proposals = ranking.proposals(of: entries[index].name) {
        recording?.stopListening()
        messages.append(.ranked(proposals, index: index))
      }
      let words = DeskDoubting.words(outcome, left: left)
      return messages + [.learnt(words, isTrouble: false)]
    }
  }
}

/// What is told of what was learnt.
enum DeskDoubting {
  static func words(_ outcome: LabellingLoop.Outcome, left: Int) -> String {
    let round = outcome.round
    func count(_ number: Int, _ one: String) -> String { number == 1 ? "1 \(one)" : "\(number) \(one)s" }
    var words = "learnt from \(count(round.labels, "onset")): \(count(left, "proposal")) re-ranked"
    if let f = round.f, round.heldOut > 0 {
      words += ", F \(Figures.text(f)) on \(count(round.heldOut, "recording")) held out"
    }
    if !outcome.failures.isEmpty { words += ", \(count(outcome.failures.count, "failure"))" }
    return words
  }
}
