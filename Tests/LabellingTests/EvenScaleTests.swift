import Labelling
import Testing

@Suite("Scores where an alarm is as bad as a miss")
struct EvenScaleTests {
  @Test("Where an alarm costs as three misses, one shot in four is one half")
  func three() {
    let scale = EvenScale(alarmCost: 3)
    #expect(abs(scale.even(0.25) - 0.5) < 1e-12)
    #expect(abs(scale.score(even: 0.5) - 0.25) < 1e-12)
  }

  @Test("A model whose alarms cost as misses do keeps its scores")
  func one() {
    let scale = EvenScale(alarmCost: 1)
    #expect((0...100).allSatisfy { scale.even(Double($0) / 100) == Double($0) / 100 })
  }

  @Test("Ends stay, order is kept, and there is a way back", arguments: [0.2, 1, 3, 50])
  func order(cost: Double) {
    let scale = EvenScale(alarmCost: cost)
    #expect(scale.even(0) == 0 && abs(scale.even(1) - 1) < 1e-12)
    let scores = (0...100).map { Double($0) / 100 }
    let even = scores.map(scale.even)
    #expect(zip(even, even.dropFirst()).allSatisfy { $0 < $1 })
    #expect(zip(scores, even).allSatisfy { abs(scale.score(even: $1) - $0) < 1e-12 })
  }
}
