import Basis
import Labelling
import Testing

@Suite("What answers are worth")
struct LabellingCurveTests {
  private let recordings = [
    LabellingCurve.Recording(path: "a", truth: [1000, 5000]),
    LabellingCurve.Recording(path: "b", truth: [2000, 9000]),
    LabellingCurve.Recording(path: "c", truth: []),
  ]
  private let proposals = [
    ScoredProposal(recording: "a", offset: 1010, score: 0.9),
    ScoredProposal(recording: "a", offset: 5000, score: 0.4),
    ScoredProposal(recording: "b", offset: 2000, score: 0.9),
    ScoredProposal(recording: "b", offset: 4000, score: 0.6),
  ]

  @Test("Keys are one an answer, one a jump, six a miss and one when done; F is of all labels together")
  func counted() {
    let curve = LabellingCurve(proposals, of: recordings, threshold: 0.5, collar: 80)
    // Found 2 of 4 and one alarm; a is done after 2 answers, b after 2 answers and a miss, c has nothing to answer.
    #expect(curve.points.map(\.keys) == [0, 1, 3, 4, 12, 13])
    #expect(curve.points.first?.f == 4.0 / 7 && curve.points.last?.f == 1)
    #expect(curve.keys(toReach: 0.99) == 12 && curve.keys(toReach: 0) == 0)
    let doubtful = LabellingCurve(
      DoubtRanking().order(proposals), of: recordings, threshold: 0.5, collar: 80, keysPerJump: 1)
    // a at 0.4, jump, b at 0.6, jump, a at 0.9 and done, b at 0.9, a miss and done, c.
    #expect(doubtful.points.map(\.keys) == [0, 1, 3, 6, 14, 15])
    #expect(doubtful.points[2].f == 6.0 / 7)
  }

  @Test("In whatever order, everything is labelled right in the end")
  func ends() {
    for number in 0..<20 {
      var random = RandomKey(seed: 3).adding(number).generator()
      var order = proposals
      random.shuffle(&order)
      let curve = LabellingCurve(order, of: recordings, threshold: 0.5, collar: 80)
      #expect(curve.points.last?.f == 1)
      #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.keys < $1.keys })
    }
  }

  @Test("Questions about other recordings are passed over; a collection without shots is perfect")
  func others() {
    let stranger = [ScoredProposal(recording: "z", offset: 1, score: 1)]
    let curve = LabellingCurve(stranger, of: [recordings[2]], threshold: 0.5, collar: 80)
    #expect(curve.points == [LabellingCurve.Point(keys: 0, f: 1), LabellingCurve.Point(keys: 1, f: 1)])
  }
}
