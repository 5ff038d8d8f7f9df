import Annotation
import Basis
import Chunks
import Labelling
import TestSupport
import Testing

@Suite("A queue by doubt")
struct DoubtQueueTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func store(_ changes: [AnnotationChange] = []) throws -> AnnotationStore {
    var store = try AnnotationStore(
      folder: folder.path.appending("tags"), rejections: folder.path.appending("rejected.csv"))
    for change in changes { store.apply(change) }
    return store
  }

  private static let proposals: [ScoredProposal] = (0..<40).map { (index: Int) -> ScoredProposal in
    let recording: Path = index % 2 == 0 ? "a.wav" : "b.wav"
    return ScoredProposal(recording: recording, offset: 1000 * (index + 1), score: Double(index) / 40)
  }

  private static func answer(_ proposal: ScoredProposal, isRight: Bool) -> AnnotationChange {
    isRight
      ? .addTag(recording: proposal.recording, label: "GUN", offset: proposal.offset)
      : .reject(recording: proposal.recording, offset: proposal.offset)
  }

  @Test(
    "Answered one by one, every proposal comes once, in the order that AnsweredDoubt has for these answers")
  func order() throws {
    func isRight(_ proposal: ScoredProposal) -> Bool { proposal.offset % 3000 != 0 }
    var store = try store()
    var queue = DoubtQueue(Self.proposals.shuffled(), in: store, label: "GUN")
    var (order, doubt) = ([ScoredProposal](), AnsweredDoubt())
    for count in (1...40).reversed() {
      let next = queue.next(1, in: store)
      #expect(next.left == count)
      let proposal = try #require(next.proposals.first)
      // Answers are learnt from by recording and time, since that is all that marks tell.
      doubt = AnsweredDoubt()
      for known in order.sorted(by: { ($0.recording, $0.offset) < ($1.recording, $1.offset) }) {
        doubt.answer(known, isRight: isRight(known))
      }
      let most = Self.proposals.filter { !order.contains($0) }.map { doubt.risk($0) }.max()
      #expect(doubt.risk(proposal) == most)
      order.append(proposal)
      store.apply(Self.answer(proposal, isRight: isRight(proposal)))
    }
    #expect(Set(order) == Set(Self.proposals) && queue.next(5, in: store).proposals.isEmpty)
  }

  @Test("What was shown without an answer comes again only when all was shown")
  func shown() throws {
    let store = try store()
    var queue = DoubtQueue(Self.proposals, in: store, label: "GUN")
    let pages = (0..<4).map { _ in queue.next(10, in: store).proposals }
    #expect(Set(pages.joined()) == Set(Self.proposals))
    #expect(queue.next(10, in: store).proposals == pages[0])
  }

  @Test("What was answered when the scores were made is not asked, and tells nothing of how often they err")
  func before() throws {
    let known = Self.proposals.prefix(20)
    let store = try store(known.map { Self.answer($0, isRight: false) })
    var queue = DoubtQueue(Self.proposals, in: store, label: "GUN")
    var fresh = DoubtQueue(Array(Self.proposals.dropFirst(20)), in: try self.store(), label: "GUN")
    #expect(queue.count == 20)
    #expect(queue.next(20, in: store).proposals == fresh.next(20, in: store).proposals)
  }

  @Test(
    "Marks where nothing was proposed bring their recording to the front; those made before the scores do not"
  )
  func missed() throws {
    let calm = Self.proposals.filter { $0.score < 0.4 }
    let fresh: [AnnotationChange] = (0..<8).map {
      .addTag(recording: "b.wav", label: "GUN", offset: 100_000 + 4000 * $0)
    }
    let (before, after) = (try store(), try store(fresh))
    var queue = DoubtQueue(calm, in: before, label: "GUN")
    let front = queue.next(7, in: after).proposals
    #expect(front.count == 7 && front.allSatisfy { $0.recording == "b.wav" })
    var (late, calmQueue) = (
      DoubtQueue(calm, in: after, label: "GUN"), DoubtQueue(calm, in: before, label: "GUN")
    )
    #expect(late.next(8, in: after).proposals == calmQueue.next(8, in: before).proposals)
  }

  @Test("Recordings that cannot be shown are left out")
  func unusable() throws {
    let store = try store()
    var queue = DoubtQueue(Self.proposals, in: store, label: "GUN")
    let next = queue.next(40, in: store) { $0 == "b.wav" }
    #expect(next.left == 20 && next.proposals.allSatisfy { $0.recording == "b.wav" })
  }

  @Test(
    "An answer is what marks, spans and refusals say: as a search through all of them finds it",
    arguments: 0..<40)
  func answers(number: Int) throws {
    var random = RandomKey(seed: 5).adding(number).generator()
    func places(_ count: Int) -> [Int] { (0..<count).map { _ in random.below(20_000) } }
    let (own, other, no) = (places(12), places(4), places(12))
    let spans = places(2).map { $0..<$0 + 1500 }
    let path: Path = "a.wav"
    var changes: [AnnotationChange] = own.map { .addTag(recording: path, label: "GUN", offset: $0) }
    changes += other.map { .addTag(recording: path, label: "FIREWORK", offset: $0) }
    changes += no.map { .reject(recording: path, offset: $0) }
    changes += no.map { .addTag(recording: path, label: "ENV", offset: $0) }
    let (seen, noise) = (spans[0], spans[1])
    changes += [
      .addReviewed(ReviewedSpan(path: path, start: seen.lowerBound, end: seen.upperBound, how: .seen)),
      .addIgnored(IgnoredSpan(path: path, start: noise.lowerBound, end: noise.upperBound, reason: "")),
      .addReviewed(ReviewedSpan(path: path, start: 0, end: 40_000, how: .screened)),
    ]
    let store = try store(changes)
    let offsets = (places(60) + own.prefix(4)).sorted()
    let found = ProposalAnswer.answers(to: offsets, of: path, in: store, label: "GUN")
    for (offset, answer) in zip(offsets, found) {
      func near(_ marks: [Int], _ reach: Int) -> Bool { marks.contains { abs($0 - offset) <= reach } }
      var expected: ProposalAnswer?
      if spans.contains(where: { $0.contains(offset) }) { expected = .passed }
      if near(other, 320) || near(no, 80) { expected = .rejected }
      if near(own, 320) { expected = own.contains(offset) ? .accepted : .corrected }
      #expect(answer == expected, "\(offset)")
    }
  }
}

@Suite("How far a round is")
struct RoundProgressTests {
  @Test("It never goes back, whatever stages report, and ends at 1 with the last recording")
  func monotone() {
    var random = RandomKey(seed: 1).generator()
    let stages = [
      "reading recordings", "cutting chunks", "computing features", "growing trees", "epoch 3", "listening",
      "whatever",
    ]
    for _ in 0..<50 {
      var progress = RoundProgress()
      var last = 0.0
      for _ in 0..<40 {
        let total = random.below(20)
        let part = progress.take(
          .init(stage: stages[random.below(stages.count)], done: random.below(25), total: total))
        #expect(part >= last && part <= 1)
        last = part
      }
      #expect(progress.take(.init(stage: "listening", done: 7, total: 7)) == 1)
    }
  }
}
