import Acoustics
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Gaussian noise")
struct GaussianNoiseTests {
  /// 2²⁴ samples of 4096 seeds in a row.
  private static let many = (0..<4096).flatMap { GaussianNoise.samples(4096, seed: UInt64($0)) }

  /// The probability of a sample below `x`.
  private func normal(below x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  @Test("the moments are those of the normal distribution")
  func moments() {
    let count = Double(Self.many.count)
    var sums = [0.0, 0, 0, 0, 0]
    for sample in Self.many {
      var product = 1.0
      for order in 1...4 {
        product *= Double(sample)
        sums[order] += product
      }
    }
    // The standard errors of the moments 1 to 4 are the roots of 1, 2, 15 and 96 over the count.
    for (order, expected, spread) in [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
      #expect(abs(sums[order] / count - expected) < 5 * (spread / count).squareRoot(), "moment \(order)")
    }
  }

  @Test("as many samples lie beyond any bound as the distribution says, out to five deviations")
  func tails() {
    let bounds = Array(stride(from: -5.0, through: 5, by: 0.25))
    var counts = [Int](repeating: 0, count: bounds.count + 1)
    for sample in Self.many { counts[min(max(0, Int(((sample + 5) * 4).rounded(.up))), bounds.count)] += 1 }
    let edges = [-Double.infinity] + bounds + [.infinity]
    for (index, count) in counts.enumerated() {
      let share = normal(below: edges[index + 1]) - normal(below: edges[index])
      let expected = share * Double(Self.many.count)
      let allowed = 5 * max(expected, 1).squareRoot() + 1
      #expect(abs(Double(count) - expected) < allowed, "between \(edges[index]) and \(edges[index + 1])")
    }
  }

  @Test("neither samples nor squares know of those before them, nor of another seed", arguments: 1...70)
  func correlation(lag: Int) {
    let samples = GaussianNoise.samples(1 << 17, seed: 77)
    let other = GaussianNoise.samples(1 << 17, seed: 78)
    let count = Double(samples.count - lag)
    var (products, squares, across) = (0.0, 0.0, 0.0)
    for index in lag..<samples.count {
      let (now, then) = (Double(samples[index]), Double(samples[index - lag]))
      products += now * then
      squares += (now * now - 1) * (then * then - 1)
      across += now * Double(other[index - lag])
    }
    #expect(abs(products) < 5 * count.squareRoot())
    #expect(abs(squares) < 10 * count.squareRoot())
    #expect(abs(across) < 5 * count.squareRoot())
  }

  @Test("what is longer begins with the same samples", arguments: 0..<40)
  func prefixes(_ draw: Int) {
    var generator = RandomKey(seed: 5).adding(draw).generator()
    let seed = generator.next()
    let (short, long) = (generator.integer(in: 0...300), generator.integer(in: 300...1000))
    let samples = GaussianNoise.samples(long, seed: seed)
    #expect(samples.count == long)
    #expect(GaussianNoise.samples(short, seed: seed) == Array(samples.prefix(short)))
    #expect(samples.allSatisfy { $0.isFinite })
  }

  @Test("equals the noise written out, bit for bit", arguments: 0..<20)
  func twin(_ draw: Int) {
    var generator = RandomKey(seed: 6).adding(draw).generator()
    let seed = draw == 0 ? 0 : generator.next()
    let count = generator.integer(in: 1...2000)
    let expected = NaiveGaussianNoise.samples(count, seed: seed)
    let found = GaussianNoise.samples(count, seed: seed)
    #expect(found.map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test("a seed's noise is what it was when it was first written down")
  func golden() {
    var digest: UInt32 = 0
    for sample in GaussianNoise.samples(4096, seed: 7) { digest = digest &* 31 &+ sample.bitPattern }
    #expect(digest == 0xB54E_92C5)
  }

  @Test("no samples are asked for, and none are made", arguments: [0, -1, Int.min])
  func none(_ count: Int) {
    #expect(GaussianNoise.samples(count, seed: 1).isEmpty)
  }
}
