import Labelling
import Testing

@Suite("Scores for somebody who labels")
struct LabellingScaleTests {
  @Test("Where odds are four times as large, one half becomes four fifths")
  func four() {
    let scale = LabellingScale(factor: 4)
    #expect(abs(scale.scaled(0.5) - 0.8) < 1e-12)
    #expect(abs(scale.score(scaled: 0.5) - 0.2) < 1e-12)
  }

  @Test("With odds as they are, scores stay, to the last bit")
  func one() {
    let scale = LabellingScale(factor: 1)
    #expect((0...100).allSatisfy { scale.scaled(Double($0) / 100) == Double($0) / 100 })
  }

  @Test("Ends stay, order is kept, and there is a way back", arguments: [0.2, 0.5, 1, 3, 50])
  func order(factor: Double) {
    let scale = LabellingScale(factor: factor)
    #expect(scale.scaled(0) == 0 && abs(scale.scaled(1) - 1) < 1e-12)
    let scores = (0...100).map { Double($0) / 100 }
    let scaled = scores.map(scale.scaled)
    #expect(zip(scaled, scaled.dropFirst()).allSatisfy { $0 < $1 })
    #expect(zip(scores, scaled).allSatisfy { abs(scale.score(scaled: $1) - $0) < 1e-12 })
    #expect(abs(scale.scaled(scale.leastScore) - LabellingScale.least) < 1e-12)
  }
}
