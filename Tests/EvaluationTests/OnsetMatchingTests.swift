import Basis
import Evaluation
import Testing

@Suite("Matching of onsets")
struct OnsetMatchingTests {
  /// Augmenting paths over every allowed pair (Kuhn, 1955).
  static func slowCount(_ estimated: [Int], _ reference: [Int], _ collar: Int) -> Int {
    var partner = [Int?](repeating: nil, count: reference.count)
    func augment(_ guess: Int, _ seen: inout Set<Int>) -> Bool {
      for truth in reference.indices where abs(estimated[guess] - reference[truth]) <= collar {
        guard seen.insert(truth).inserted else { continue }
        let free = partner[truth].map { augment($0, &seen) } ?? true
        if free {
          partner[truth] = guess
          return true
        }
      }
      return false
    }
    return estimated.indices.count { guess in
      var seen: Set<Int> = []
      return augment(guess, &seen)
    }
  }

  @Test("as many pairs as augmenting paths find, each allowed and none used twice", arguments: 0..<100)
  func largest(draw: Int) {
    var generator = RandomKey(seed: 31).adding(draw).generator()
    let width = 1 + generator.below(200)
    let estimated = (0..<generator.below(20)).map { _ in generator.below(width) }
    let reference = (0..<generator.below(20)).map { _ in generator.below(width) }
    let collar = generator.below(30)
    let pairs = OnsetMatching.pairs(estimated: estimated, reference: reference, collar: collar)
    #expect(pairs.count == Self.slowCount(estimated, reference, collar))
    #expect(pairs.allSatisfy { abs(estimated[$0.estimated] - reference[$0.reference]) <= collar })
    #expect(Set(pairs.map { $0.estimated }).count == pairs.count)
    #expect(Set(pairs.map { $0.reference }).count == pairs.count)
  }

  @Test("the collar itself still counts, one sample more does not")
  func edge() {
    #expect(OnsetMatching.pairs(estimated: [100], reference: [180], collar: 80).count == 1)
    #expect(OnsetMatching.pairs(estimated: [100], reference: [181], collar: 80).isEmpty)
    #expect(OnsetMatching.pairs(estimated: [100], reference: [100], collar: -1).isEmpty)
  }

  @Test("an onset is unresolved where a neighbour is nearer than the collar")
  func unresolved() {
    #expect(OnsetMatching.unresolved([0, 80, 500], collar: 80) == 0)
    #expect(OnsetMatching.unresolved([500, 79, 0], collar: 80) == 2)
    #expect(OnsetMatching.unresolved([7, 7], collar: 1) == 2)
    #expect(OnsetMatching.unresolved([7, 7], collar: 0) == 0)
    #expect(OnsetMatching.unresolved([7], collar: 1000) == 0)
  }

  @Test("offsets from the ends of the number line do not trap")
  func extremes() throws {
    let ends = [Int.min, -1, 0, Int.max]
    #expect(OnsetMatching.pairs(estimated: ends, reference: ends, collar: 0).count == 4)
    #expect(OnsetMatching.pairs(estimated: [.min], reference: [.max], collar: .max).isEmpty)
    #expect(OnsetMatching.unresolved(ends, collar: .max) == 2)
    let score = try OnsetScore([RecordingOnsets(estimated: ends, reference: ends)], collars: [1e300])
    #expect(score.collars[0].truePositives == 4)
  }
}
