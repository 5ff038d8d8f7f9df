import Basis
import Labelling
import Testing

@Suite("Doubt in the light of answers")
struct AnsweredDoubtTests {
  /// In `hard` every other proposal is right whatever its score, in `easy` those above the threshold.
  private let proposals = (0..<120).map { index in
    ScoredProposal(
      recording: index < 60 ? "easy" : "hard", offset: index, score: Double(index % 20) / 20 + 0.01)
  }

  private func isRight(_ proposal: ScoredProposal) -> Bool {
    proposal.recording == "easy" ? proposal.score >= 0.5 : proposal.offset % 3 == 0
  }

  @Test("Every question is asked once, in an order that does not depend on the one it came in")
  func all() {
    let order = AnsweredDoubt.order(proposals, atOnce: 7, isRight: isRight)
    #expect(order.count == 120 && Set(order) == Set(proposals))
    #expect(AnsweredDoubt.order(proposals.reversed(), atOnce: 7, isRight: isRight) == order)
  }

  @Test("Before any answer doubt is that of the scores, and answers move it")
  func answers() {
    var doubt = AnsweredDoubt()
    let doubts = proposals.map { abs(doubt.risk($0) - min($0.score, 1 - $0.score)) }
    #expect(doubts.allSatisfy { $0 < 1e-9 })
    let (sure, like) = (proposals[19], proposals[39])
    let before = doubt.risk(like)
    for _ in 0..<10 { doubt.answer(sure, isRight: false) }
    #expect(doubt.risk(like) > 0.5 && before < 0.1)
    // In another recording the same score is doubted too, but less.
    #expect(doubt.risk(proposals[79]) > before && doubt.risk(proposals[79]) < doubt.risk(like))
  }

  @Test("Where answers surprise, more is asked: the wrong half is found before the easy half is through")
  func surprise() {
    let order = AnsweredDoubt.order(proposals, atOnce: 4, isRight: isRight)
    func wrong(_ some: ArraySlice<ScoredProposal>) -> Int {
      some.count { isRight($0) != ($0.score >= 0.5) }
    }
    #expect(2 * wrong(order[..<60]) > 3 * wrong(order[60...]))
  }
}
