import Onsets
import Testing

@Suite("Members of bursts") struct BurstMembershipTests {
  private func flags(_ places: [(Int, Float)]) -> [Bool] {
    BurstMembership.flags(places.map { Arrival(offset: $0.0, rise: 20, level: $0.1) })
  }

  @Test("are three alike at a steady rate, whatever lies between")
  func three() {
    #expect(flags([(0, -20), (500, -40), (1000, -18), (2010, -21)]) == [true, false, true, true])
  }

  @Test("are not two, nor three that differ, nor three too slow, too fast or out of step")
  func others() {
    #expect(!flags([(0, -20), (1000, -20)]).contains(true))
    #expect(!flags([(0, -20), (1000, -20), (2000, -29)]).contains(true))
    #expect(!flags([(0, -20), (4000, -20), (8000, -20)]).contains(true))
    #expect(!flags([(0, -20), (600, -20), (1200, -20)]).contains(true))
    #expect(!flags([(0, -20), (1000, -20), (2300, -20)]).contains(true))
  }
}
