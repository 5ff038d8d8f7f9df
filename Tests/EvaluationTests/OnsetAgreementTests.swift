import Basis
import Evaluation
import Testing

@Suite("Agreement of two annotators' onsets")
struct OnsetAgreementTests {
  private struct Marks {
    let first: [Int]
    let second: [Int]
  }

  /// A few marks within a short stretch, so that there is much to choose from.
  private func marks(_ number: Int) -> Marks {
    var random = RandomKey(seed: 5).adding("agreement").adding(number).generator()
    func draw() -> [Int] { (0..<random.below(6)).map { _ in random.below(40) } }
    return Marks(first: draw(), second: draw())
  }

  /// The best of all ways to pair, tried one after the other.
  private func best(_ first: ArraySlice<Int>, _ second: [Int], _ collar: Int) -> (Int, Int) {
    guard let own = first.first else { return (0, 0) }
    var best = best(first.dropFirst(), second, collar)
    for (index, other) in second.enumerated() where abs(own - other) <= collar {
      var rest = second
      rest.remove(at: index)
      let found = self.best(first.dropFirst(), rest, collar)
      let pair = (found.0 + 1, found.1 + abs(own - other))
      if (-pair.0, pair.1) < (-best.0, best.1) { best = pair }
    }
    return best
  }

  @Test("Pairs are as many as possible and of these the nearest, as trying everything finds")
  func nearest() {
    for number in 0..<400 {
      let marks = marks(number)
      for collar in [0, 3, 8] {
        let pairs = OnsetMatching.nearestPairs(first: marks.first, second: marks.second, collar: collar)
        let sum = pairs.reduce(0) { $0 + abs(marks.first[$1.first] - marks.second[$1.second]) }
        let expected = best(marks.first[...], marks.second, collar)
        #expect(pairs.count == expected.0 && sum == expected.1, "\(marks), collar \(collar)")
        #expect(Set(pairs.map(\.first)).count == pairs.count && Set(pairs.map(\.second)).count == pairs.count)
        let earliest = OnsetMatching.pairs(
          estimated: marks.first, reference: marks.second, collar: collar)
        #expect(pairs.count == earliest.count)
      }
    }
    #expect(OnsetMatching.nearestPairs(first: [1], second: [1], collar: -1).isEmpty)
    let far = OnsetMatching.nearestPairs(first: [Int.min, Int.max], second: [Int.max], collar: 5)
    #expect(far.map(\.first) == [1])
  }

  @Test("Whoever comes first, the pairs and F are the same and offsets change their sign")
  func symmetric() {
    for number in 0..<200 {
      let marks = marks(number)
      let one = OnsetAgreement(first: marks.first, second: marks.second, collar: 6)
      let other = OnsetAgreement(first: marks.second, second: marks.first, collar: 6)
      #expect(one.pairs.count == other.pairs.count)
      #expect(AgreementFigures([one]).f == AgreementFigures([other]).f)
      #expect(AgreementFigures([one]).precision == AgreementFigures([other]).recall)
      #expect(one.pairs.count + one.onlyFirst.count == marks.first.count)
      #expect(one.pairs.count + one.onlySecond.count == marks.second.count)
    }
  }

  @Test("What only one has counts nowhere where either wants it ignored")
  func ignored() {
    let agreement = OnsetAgreement(
      first: [100, 500, 900], second: [110, 905, 1500], ignored: [400..<600, 890..<1600], collar: 20)
    #expect(agreement.pairs == [OnsetAgreement.Pair(first: 100, second: 110)])
    #expect(agreement.onlyFirst.isEmpty && agreement.onlySecond.isEmpty)
  }

  @Test("Half-way between two marks lies between them, for marks of any size")
  func middle() {
    #expect(OnsetAgreement.Pair(first: 10, second: 13).middle == 11)
    #expect(OnsetAgreement.Pair(first: 13, second: 10).middle == 11)
    #expect(OnsetAgreement.Pair(first: Int.max - 1, second: Int.max).middle == Int.max - 1)
  }

  @Test("Median, deviation and percentiles are those of numpy")
  func spread() throws {
    let spread = try #require(Spread([4, 1, 100, 2]))
    // numpy.median, numpy.median(abs(x - 3)), numpy.percentile(x, [0, 25, 95, 100])
    #expect(spread.median == 3 && spread.medianAbsoluteDeviation == 1.5)
    #expect([0, 25, 100].map { spread.percentile($0) } == [1, 1.75, 100])
    #expect(abs(spread.percentile(95) - 85.6) < 1e-9)
    #expect(Spread([]) == nil)
    #expect(Spread([7])?.percentile(40) == 7)
    let nobody = AgreementFigures([])
    #expect(nobody.f == nil && nobody.differences == nil)
  }
}
