import Basis
import Labelling
import Testing

@Suite("Doubt in the light of answers")
struct AnsweredDoubtTests {
  private let proposals = (0..<120).map { index in
    ScoredProposal(
      recording: index < 60 ? "easy" : "hard", offset: index, score: Double(index % 20) / 20 + 0.01)
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

  @Test("Shots that nothing had proposed raise the doubt in what was scored low there, and nowhere else")
  func missed() {
    var doubt = AnsweredDoubt()
    let low = ScoredProposal(recording: "hard", offset: 1, score: 0.1)
    let (high, other) = (
      ScoredProposal(recording: "hard", offset: 2, score: 0.9),
      ScoredProposal(recording: "easy", offset: 1, score: 0.1)
    )
    let before = [low, high, other].map { doubt.risk($0) }
    doubt.miss(0, in: "hard")
    #expect([low, high, other].map { doubt.risk($0) } == before)
    doubt.miss(3, in: "hard")
    #expect(abs(doubt.risk(low) - 4 * before[0]) < 1e-9)
    #expect([high, other].map { doubt.risk($0) } == Array(before[1...]))
  }
}
