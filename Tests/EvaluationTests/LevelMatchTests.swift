import Basis
import Evaluation
import Testing

@Suite("Matching of levels")
struct LevelMatchTests {
  @Test("under the weights every bin holds the same part of each class", arguments: 0..<30)
  func histograms(draw: Int) throws {
    var generator = RandomKey(seed: 61).adding(draw).generator()
    let classCount = 2 + generator.below(2)
    let classes = (0..<300).map { _ in generator.below(classCount) }
    let levels: [Double?] = classes.map { -60 + 8 * Double($0) + 10 * generator.gaussian() }
    let base = classes.map { _ in 0.25 + generator.unit() }
    let match = try #require(
      LevelMatch(levels: levels, classes: classes, classCount: classCount, weights: base, binWidth: 3))
    let sums = (0..<classCount).map { index in
      classes.indices.reduce(0) { $0 + (classes[$1] == index ? match.weights[$1] : 0) }
    }
    let bins = levels.map { (($0 ?? 0) / 3).rounded(.down) }
    for bin in Set(bins) {
      let parts = (0..<classCount).map { index in
        classes.indices.reduce(0) {
          $0 + (classes[$1] == index && bins[$1] == bin ? match.weights[$1] : 0)
        } / sums[index]
      }
      #expect(parts.allSatisfy { close($0, parts[0]) })
    }
    // Each class keeps its part of the whole.
    let totals = (0..<classCount).map { index in
      classes.indices.reduce(0) { $0 + (classes[$1] == index ? base[$1] : 0) }
    }
    #expect(zip(sums, totals).allSatisfy { close($0 / $1, sums[0] / totals[0]) })
    #expect(zip(match.weights, base).allSatisfy { $0 >= 0 && $0 <= $1 + 1e-12 })
  }

  @Test("classes that are equally loud keep all their rows")
  func equal() throws {
    let levels: [Double?] = [-10, -20, -10, -20, -10, -20]
    let match = try #require(LevelMatch(levels: levels, classes: [0, 0, 1, 1, 1, 1], classCount: 2))
    #expect(match.weights.allSatisfy { close($0, 1) })
    #expect(match.kept == [2, 4])
    #expect(zip(match.effective, [2, 4]).allSatisfy { close($0, $1) })
  }

  @Test("the effective rows fall with the weights' spread")
  func effective() throws {
    // Class 0 has half its rows at each level, class 1 only one in four at the lower.
    let levels: [Double?] = [0, 0, -50, -50, 0, 0, 0, -50]
    let match = try #require(
      LevelMatch(levels: levels, classes: [0, 0, 0, 0, 1, 1, 1, 1], classCount: 2))
    let expected = [1, 1, 0.5, 0.5, 2.0 / 3, 2.0 / 3, 2.0 / 3, 1]
    #expect(zip(match.weights, expected).allSatisfy { close($0, $1) })
    #expect(close(match.effective[0], 9 / 2.5))
    #expect(close(match.effective[1], 9 / (4.0 / 3 + 1)))
  }

  @Test("silence is a level; an unknown one leaves its row out")
  func silence() throws {
    let levels: [Double?] = [-.infinity, -10, -.infinity, -10, nil, .nan]
    let match = try #require(LevelMatch(levels: levels, classes: [0, 0, 1, 1, 1, 0], classCount: 2))
    #expect(match.weights == [1, 1, 1, 1, 0, 0])
  }

  @Test("what cannot be matched is nil")
  func impossible() {
    func match(_ levels: [Double?], _ classes: [Int], width: Double = 2) -> LevelMatch? {
      LevelMatch(levels: levels, classes: classes, classCount: 2, binWidth: width)
    }
    #expect(match([-10, -40], [0, 1]) == nil)
    #expect(match([-10, -10], [1, 1]) == nil)
    #expect(match([], []) == nil)
    #expect(match([nil, -10], [0, 1]) == nil)
    #expect(match([-10], [0, 1]) == nil)
    #expect(match([-10, -10], [0, 2]) == nil)
    #expect(match([-10, -10], [0, 1], width: 0) == nil)
    #expect(match([-10, -10], [0, 1], width: .nan) == nil)
    #expect(match([-10, -40], [0, 1], width: 100) != nil)
  }
}
