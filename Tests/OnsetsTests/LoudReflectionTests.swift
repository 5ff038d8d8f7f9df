import Onsets
import Testing

@Suite("Reflections louder than the direct sound") struct LoudReflectionTests {
  /// The delay of each loud arrival.
  private func delays(_ places: [(Int, Float)], loud: [Int], inBurst: Bool = false) -> [Int?] {
    let reflection = LoudReflection(
      arrivals: places.map { Arrival(offset: $0.0, rise: 20, level: $0.1) }, loud: loud,
      inBurst: [Bool](repeating: inBurst, count: places.count))
    return loud.indices.map { reflection.delay(of: $0) }
  }

  @Test("have the same delay after every shot")
  func common() {
    let shots: [(Int, Float)] = [
      (0, -20), (2000, -13), (16_000, -21), (18_010, -13), (40_000, -20), (41_995, -14),
    ]
    #expect(delays(shots, loud: [1, 3, 5]) == [2000, 2010, 1995])
  }

  @Test("are believed of one shot where level and delay are likely, and not otherwise")
  func single() {
    #expect(delays([(0, -20), (2000, -13)], loud: [1]) == [2000])
    #expect(delays([(0, -20), (2000, -19)], loud: [1]) == [nil])
    #expect(delays([(0, -40), (2000, -13)], loud: [1]) == [nil])
    #expect(delays([(0, -20), (6000, -13)], loud: [1]) == [nil])
    #expect(delays([(0, -20), (600, -13)], loud: [1]) == [nil])
  }

  @Test("are not believed for the sake of one shot in three")
  func chance() {
    let shots: [(Int, Float)] = [(0, -20), (2000, -13), (18_010, -13), (42_000, -14)]
    #expect(delays(shots, loud: [1, 2, 3]) == [nil, nil, nil])
  }

  @Test("may be hardly louder where the delay is exact")
  func exact() {
    func shots(_ wobble: Int) -> [(Int, Float)] {
      (0..<4).flatMap { shot in
        let start = shot * 12_345
        return [(start, Float(-20)), (start + 2000 + wobble * (shot % 2), Float(-18.8))]
      }
    }
    #expect(delays(shots(0), loud: [1, 3, 5, 7]) == [2000, 2000, 2000, 2000])
    #expect(delays(shots(20), loud: [1, 3, 5, 7]) == [nil, nil, nil, nil])
  }

  @Test("are none where the delay is a multiple of a burst's period")
  func burst() {
    let rounds: [(Int, Float)] = (0..<6).map { ($0 * 1000, Float(-20 + $0)) }
    #expect(delays(rounds, loud: [3, 4, 5], inBurst: true) == [nil, nil, nil])
  }
}
