import Detection
import Testing

@Suite("Stretches that are judged together")
struct CandidateStretchTests {
  private static let second = 16_000

  @Test(
    "Every sample is told of once, with five seconds around it where the recording has them",
    arguments: [0, 1, 9, 29, 30, 31, 49, 50, 51, 110, 3600])
  func once(seconds: Int) {
    let length = seconds * Self.second + 77
    let stretches = CandidateStretch.all(of: length)
    var told = 0
    for stretch in stretches {
      #expect(stretch.told.lowerBound == told)
      told = stretch.told.upperBound
      #expect(stretch.heard.lowerBound <= max(0, stretch.told.lowerBound - 5 * Self.second))
      #expect(stretch.heard.upperBound == .max || stretch.heard.upperBound == told + 5 * Self.second)
      #expect(stretch.heard.upperBound == .max || stretch.heard.count == 30 * Self.second)
    }
    #expect(told == .max)
    #expect(stretches.last?.heard.lowerBound ?? .max <= length)
  }

  @Test("A recording shorter than half a minute is one stretch")
  func short() {
    #expect(CandidateStretch.all(of: 30 * Self.second - 1).count == 1)
    #expect(CandidateStretch.all(of: 30 * Self.second).count == 2)
  }
}
