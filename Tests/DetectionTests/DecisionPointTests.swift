import Basis
import Detection
import Testing

@Suite("The score that counts as one half")
struct DecisionPointTests {
  private struct Case {
    var (scores, areShots, weights): ([Double], [Bool], [Double]) = ([], [], [])

    init(_ number: Int) {
      var generator = RandomKey(seed: 7).adding(number).generator()
      for _ in 0..<200 {
        let isShot = generator.chance(0.3)
        areShots.append(isShot)
        scores.append(generator.unit() * (isShot ? 1 : 0.6))
        weights.append(isShot ? 1 : 1 + 5 * generator.unit())
      }
    }

    var point: Double {
      var point = DecisionPoint()
      for row in scores.indices { point.add(score: scores[row], isShot: areShots[row], weight: weights[row]) }
      return point.score
    }

    func f(from threshold: Double) -> Double {
      var (found, alarms, all) = (0.0, 0.0, 0.0)
      for row in scores.indices {
        all += areShots[row] ? weights[row] : 0
        guard scores[row] >= threshold else { continue }
        if areShots[row] { found += weights[row] } else { alarms += weights[row] }
      }
      return 2 * found / (found + alarms + all)
    }
  }

  /// Where an alarm would count as a miss does.
  private static func even(_ point: Double) -> Double {
    DecisionPoint.relative(point, to: DecisionPoint.alarmCost / (1 + DecisionPoint.alarmCost))
  }

  @Test("Its odds are an alarm's cost times those where weighted F is about the highest", arguments: 0..<20)
  func best(number: Int) {
    let drawn = Case(number)
    let most = (1...99).map { drawn.f(from: Double($0) / 100) }.max() ?? 0
    #expect(drawn.f(from: Self.even(drawn.point)) >= most - 0.02)
    #expect(drawn.point > Self.even(drawn.point))
  }

  @Test("Among scores that are as good it is the middle")
  func middle() {
    var point = DecisionPoint()
    point.add(score: 0.105, isShot: false, weight: 3)
    for score in [0.305, 0.8, 1] { point.add(score: score, isShot: true, weight: 1) }
    #expect(abs(Self.even(point.score) - 0.205) < 1e-9)
  }

  @Test("It lies above an alarm that a few weak shots are not worth, and below one that many are")
  func alarm() {
    for (weak, isAbove) in [(1, true), (40, false)] {
      var point = DecisionPoint()
      point.add(score: 0.405, isShot: false, weight: 5)
      for _ in 0..<weak { point.add(score: 0.305, isShot: true, weight: 1) }
      for _ in 0..<7 { point.add(score: 0.9, isShot: true, weight: 1) }
      #expect((Self.even(point.score) > 0.4) == isAbove)
    }
  }

  @Test("Where no shot is known, or none that is scored, one half stays one half")
  func nothing() {
    var point = DecisionPoint()
    #expect(point.score == 0.5)
    point.add(score: 0.2, isShot: false, weight: 1)
    point.add(score: .nan, isShot: true, weight: 1)
    #expect(point.score == 0.5)
    point.add(score: 0, isShot: true, weight: 1)
    #expect(point.score == 0.5)
  }

  @Test("On its scale it is one half, the ends stay, and order is kept", arguments: [0.02, 0.3, 0.5, 0.97])
  func relative(point: Double) {
    #expect(abs(DecisionPoint.relative(point, to: point) - 0.5) < 1e-12)
    #expect(DecisionPoint.relative(0, to: point) == 0 && DecisionPoint.relative(1, to: point) == 1)
    let scores = (0...100).map { DecisionPoint.relative(Double($0) / 100, to: point) }
    #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 < $1 })
  }
}
