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
    // Found 2 of 4 and one alarm; a is done after 2 answers, b after 2 answers, with the first of which a miss is seen and
    // marked, c has nothing to answer.
    #expect(curve.points.map(\.keys) == [0, 1, 3, 10, 12, 13])
    #expect(curve.points.first?.f == 4.0 / 7 && curve.points.last?.f == 1)
    #expect(curve.keys(toReach: 0.99) == 12 && curve.keys(toReach: 0) == 0)
    let doubtful = LabellingCurve(
      DoubtRanking().order(proposals), of: recordings, threshold: 0.5, collar: 80, keysPerJump: 1)
    // a at 0.4, jump, b at 0.6 and a miss, jump, a at 0.9 and done, b at 0.9 and done, c.
    #expect(doubtful.points.map(\.keys) == [0, 1, 9, 12, 14, 15])
    #expect(doubtful.points[1].f == 6.0 / 8 && doubtful.points[2].f == 1)
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

  @Test("What is out of sight is marked only when all proposals of its recording are answered")
  func sight() {
    let recording = LabellingCurve.Recording(path: "a", truth: [1000, 90_000])
    let near = [0, 1].map { ScoredProposal(recording: "a", offset: 1000 + 5000 * $0, score: 0.9) }
    let curve = LabellingCurve(near, of: [recording], threshold: 0.5, collar: 80)
    #expect(curve.points.map(\.keys) == [0, 1, 9])
  }

  /// In `hard` every third proposal is right whatever its score, in `easy` those above the threshold.
  private func mixed() -> (proposals: [ScoredProposal], recordings: [LabellingCurve.Recording]) {
    let proposals = (0..<120).map { index in
      ScoredProposal(
        recording: index < 60 ? "easy" : "hard", offset: 2000 * index, score: Double(index % 20) / 20 + 0.01)
    }
    func truth(_ path: Path, _ isRight: (ScoredProposal) -> Bool) -> LabellingCurve.Recording {
      .init(path: path, truth: proposals.filter { $0.recording == path && isRight($0) }.map(\.offset))
    }
    return (proposals, [truth("easy") { $0.score >= 0.5 }, truth("hard") { $0.offset % 3 == 0 }])
  }

  @Test("By doubt every question is asked once, in an order that does not depend on the one it came in")
  func doubt() {
    let (proposals, recordings) = mixed()
    func curve(_ proposals: [ScoredProposal]) -> LabellingCurve {
      LabellingCurve(doubting: proposals, of: recordings, threshold: 0.5, collar: 80)
    }
    let points = curve(proposals).points
    #expect(points.count == 121 && points.last == LabellingCurve.Point(keys: 122, f: 1))
    #expect(curve(proposals.reversed()).points == points)
  }

  @Test("Where answers surprise, more is asked: the wrong half is right before the easy half is through")
  func surprise() {
    let (proposals, recordings) = mixed()
    let doubt = LabellingCurve(doubting: proposals, of: recordings, threshold: 0.5, collar: 80)
    let file = LabellingCurve(proposals, of: recordings, threshold: 0.5, collar: 80)
    let (ours, theirs) = (doubt.keys(toReach: 0.95) ?? .max, file.keys(toReach: 0.95) ?? 0)
    #expect(3 * ours < 2 * theirs)
  }

  @Test("Questions about other recordings are passed over; a collection without shots is perfect")
  func others() {
    let stranger = [ScoredProposal(recording: "z", offset: 1, score: 1)]
    let curve = LabellingCurve(stranger, of: [recordings[2]], threshold: 0.5, collar: 80)
    #expect(curve.points == [LabellingCurve.Point(keys: 0, f: 1), LabellingCurve.Point(keys: 1, f: 1)])
  }
}
