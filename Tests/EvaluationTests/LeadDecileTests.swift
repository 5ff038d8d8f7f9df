import Basis
import Evaluation
import Testing

@Suite("Recall by lead")
struct LeadDecileTests {
  @Test("tenths of as many rows each, rising, none lost", arguments: 0..<30)
  func parts(draw: Int) {
    var generator = RandomKey(seed: 81).adding(draw).generator()
    let width = 1 + generator.below(3072)
    let leads: [Int?] = (0..<generator.below(200)).map { _ in
      generator.chance(0.1) ? nil : generator.below(width)
    }
    let found = leads.map { _ in generator.chance(0.8) }
    let deciles = LeadDecile.deciles(leads: leads, found: found)
    let known = zip(leads, found).filter { $0.0 != nil }
    #expect(deciles.count <= 10)
    #expect(deciles.reduce(0) { $0 + $1.rows } == known.count)
    #expect(deciles.reduce(0) { $0 + $1.found } == known.count { $0.1 })
    #expect(zip(deciles, deciles.dropFirst()).allSatisfy { $0.leads.upperBound < $1.leads.lowerBound })
    for decile in deciles {
      let own = known.filter { decile.leads.contains($0.0 ?? -1) }
      #expect(own.count == decile.rows)
      #expect(own.count { $0.1 } == decile.found)
    }
  }

  @Test("a hundred leads make tenths of ten")
  func even() {
    let deciles = LeadDecile.deciles(leads: (0..<100).map { $0 * 30 }, found: (0..<100).map { $0 >= 10 })
    #expect(deciles.map(\.rows) == [Int](repeating: 10, count: 10))
    #expect(deciles.map(\.recall) == [0, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    #expect(deciles[0].leads == 0...270)
  }

  @Test("equal leads stay together")
  func ties() {
    let deciles = LeadDecile.deciles(leads: [5, 5, 5, 5, 9], found: [true, true, false, false, true])
    #expect(deciles.map(\.leads) == [5...5, 9...9])
    #expect(deciles.map(\.recall) == [0.5, 1])
    #expect(LeadDecile.deciles(leads: [nil], found: [true]).isEmpty)
  }
}
