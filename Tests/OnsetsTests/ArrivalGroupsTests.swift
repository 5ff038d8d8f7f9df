import Onsets
import Testing

@Suite("Arrivals of one round") struct ArrivalGroupsTests {
  private func arrival(_ offset: Int, _ level: Float) -> Arrival {
    Arrival(offset: offset, rise: 20, level: level)
  }

  @Test("are the first of 35 ms, as loud as the loudest of them")
  func first() {
    let (heads, others) = ArrivalGroups.heads(
      of: [arrival(1000, -20), arrival(1285, -16), arrival(1560, -30), arrival(1561, -18)])
    #expect(heads == [arrival(1000, -16), arrival(1561, -18)])
    #expect(others == [arrival(1285, -16), arrival(1560, -30)])
  }

  @Test("do not begin with what is far quieter")
  func quiet() {
    let all = [arrival(1000, -40), arrival(1285, -16)]
    let (heads, others) = ArrivalGroups.heads(of: all)
    #expect(heads == all && others.isEmpty)
  }
}
