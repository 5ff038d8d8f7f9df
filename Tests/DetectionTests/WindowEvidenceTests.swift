import Basis
import Detection
import Testing

@Suite("What windows say of a place")
struct WindowEvidenceTests {
  private static let (length, hop, reach) = (4096, 2016, 8)

  private func drawn(_ seed: Int, _ count: Int) -> [Double] {
    var generator = RandomKey(seed: UInt64(seed)).adding("evidence").generator()
    return (0..<count).map { _ in Double(generator.below(11)) / 10 }
  }

  /// Whether a place is on at a threshold, by the rule itself: windows that reach it, then their neighbours in a row that
  /// reach the lower one.
  private func isOn(_ probabilities: [Double], at onset: Int, threshold: Double) -> Bool {
    let smooth = probabilities.indices.map { index in
      let near = probabilities[max(0, index - 1)...min(probabilities.count - 1, index + 1)]
      return max(probabilities[index], near.reduce(0, +) / Double(near.count))
    }
    let holding = probabilities.indices.filter {
      $0 * Self.hop <= onset && onset - $0 * Self.hop <= Self.length * 3 / 4
    }
    return (holding.isEmpty ? [probabilities.count - 1] : holding).contains { window in
      smooth.indices.contains { other in
        guard abs(other - window) <= Self.reach, smooth[other] >= threshold else { return false }
        return (min(window, other)...max(window, other)).allSatisfy { smooth[$0] >= threshold * 0.5 }
      }
    }
  }

  @Test("one figure tells what hysteresis at every threshold would", arguments: 0..<60)
  func hysteresis(seed: Int) throws {
    let probabilities = drawn(seed, 1 + seed)
    var evidence = WindowEvidence(
      length: Self.length, hop: Self.hop, reach: Self.reach, lowerFraction: 0.5)
    evidence.append(probabilities)
    evidence.finish()
    for onset in stride(from: 0, to: seed * Self.hop + Self.length, by: 700) {
      let figure = try #require(evidence.probability(at: onset))
      for threshold in [0.05, 0.15, 0.35, 0.55, 0.75, 0.95] {
        #expect((figure >= threshold) == isOn(probabilities, at: onset, threshold: threshold))
      }
    }
  }

  @Test("it is the same while windows come and go", arguments: 0..<20)
  func stream(seed: Int) {
    let probabilities = drawn(seed, 200)
    var whole = WindowEvidence(length: Self.length, hop: Self.hop, reach: Self.reach, lowerFraction: 0.5)
    whole.append(probabilities)
    whole.finish()
    var parts = WindowEvidence(length: Self.length, hop: Self.hop, reach: Self.reach, lowerFraction: 0.5)
    var generator = RandomKey(seed: UInt64(seed)).generator()
    var (next, onset) = (0, 0)
    while onset < 200 * Self.hop + 3000 {
      guard let figure = parts.probability(at: onset) else {
        let count = min(generator.integer(in: 1...30), 200 - next)
        parts.append(Array(probabilities[next..<next + count]))
        next += count
        if next == 200 { parts.finish() }
        continue
      }
      #expect(figure == whole.probability(at: onset))
      onset += generator.integer(in: 0...9000)
      parts.forget(before: onset)
    }
    #expect(next == 200)
  }

  @Test("without windows there is nothing to be sure of")
  func none() {
    var evidence = WindowEvidence(length: 4096, hop: 2016, reach: 8, lowerFraction: 0.5)
    #expect(evidence.probability(at: 0) == nil)
    evidence.finish()
    #expect(evidence.probability(at: 0) == 0)
  }
}
