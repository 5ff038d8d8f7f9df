import Onsets
import Testing

@Suite("Proposals") struct ProposalTests {
  @Test("are equal where place and score are")
  func equality() {
    #expect(Proposal(offset: 1, score: 0.5) == Proposal(offset: 1, score: 0.5))
    #expect(Proposal(offset: 1, score: 0.5) != Proposal(offset: 2, score: 0.5))
  }
}
