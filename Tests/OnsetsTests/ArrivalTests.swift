import Basis
import Onsets
import Testing

@Suite("Arrivals") struct ArrivalTests {
  @Test("are found by their offset, as a look at each finds them", arguments: 0..<30)
  func nearest(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).generator()
    let offsets = Set((0..<generator.below(40)).map { _ in generator.below(2000) }).sorted()
    let arrivals = offsets.map { Arrival(offset: $0, rise: 10, level: -20) }
    for _ in 0..<50 {
      let (wanted, tolerance) = (generator.below(2100) - 50, generator.below(60))
      let distance = offsets.map { abs($0 - wanted) }.min()
      let found = arrivals.nearest(to: wanted, within: tolerance)
      if let distance, distance <= tolerance {
        #expect(found.map { abs(offsets[$0] - wanted) } == distance)
      } else {
        #expect(found == nil)
      }
      #expect(arrivals.firstIndex(notBefore: wanted) == offsets.count { $0 < wanted })
    }
  }
}
