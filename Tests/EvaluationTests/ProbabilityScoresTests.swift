import Evaluation
import Testing

@Suite("Log-loss and Brier's score")
struct ProbabilityScoresTests {
  @Test("a clipped zero costs what the clip says")
  func clip() {
    // −ln(1 / 200) and −ln(1 − 1 / 200), from Python's math.log.
    #expect(close(ProbabilityScores.logLoss(ofTruth: [0], clip: 0.005), 5.298317366548036))
    #expect(close(ProbabilityScores.logLoss(ofTruth: [1], clip: 0.005), 0.005012541823544286))
    #expect(ProbabilityScores.logLoss(ofTruth: [1], clip: 0) == 0)
  }

  @Test("what would be infinite or is not defined is nil")
  func undefined() {
    #expect(ProbabilityScores.logLoss(ofTruth: [0], clip: 0) == nil)
    #expect(ProbabilityScores.logLoss(ofTruth: [0, 1], clip: 0, weights: [0, 1]) == 0)
    #expect(ProbabilityScores.logLoss(ofTruth: []) == nil)
    #expect(ProbabilityScores.logLoss(ofTruth: [.nan]) == nil)
    #expect(ProbabilityScores.logLoss(ofTruth: [0.5], clip: .nan) == nil)
    #expect(ProbabilityScores.logLoss(ofTruth: [0.5], weights: [0]) == nil)
    #expect(ProbabilityScores.brier(probabilities: [0.5], positives: []) == nil)
    #expect(ProbabilityScores.brier(probabilities: [.nan], positives: [true]) == nil)
  }

  @Test("two classes cost half of what the sum over both does")
  func brier() {
    let scores = [0.1, 0.7, 0.4]
    let one = ProbabilityScores.brier(probabilities: scores, positives: [false, true, true])
    let both = ProbabilityScores.brier(
      probabilities: scores.flatMap { [1 - $0, $0] }, truth: [0, 1, 1], classCount: 2)
    #expect(close(one, 0.46 / 3))
    #expect(close(both, 0.92 / 3))
  }
}
