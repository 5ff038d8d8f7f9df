import Basis
import Onsets
import Testing

@Suite("What is loud enough") struct LoudnessTests {
  @Test("is measured against the loudest within 20 s on either side", arguments: 0..<20)
  func reference(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).generator()
    let offsets = (0..<generator.below(80)).map { _ in generator.below(100 * 16_000) }.sorted()
    let arrivals = offsets.map { offset in
      Arrival(offset: offset, rise: 20, level: Float(generator.number(in: -60...0)))
    }
    let flags = [Bool](repeating: false, count: arrivals.count)
    let loudness = Loudness(arrivals, inBurst: flags, range: 7)
    for (arrival, reference) in zip(arrivals, loudness.reference) {
      let near = arrivals.filter { abs($0.offset - arrival.offset) <= Loudness.reach }
      #expect(reference == near.map(\.level).max())
    }
  }

  @Test("is no reflection of something louder before it, unless it is a round of a burst")
  func masked() {
    let arrivals = [(0, -10), (2000, -14.5), (30_000, -14.5)].map {
      Arrival(offset: $0.0, rise: 20, level: Float($0.1))
    }
    #expect(Loudness(arrivals, inBurst: [false, false, false], range: 7).indices == [0, 2])
    #expect(Loudness(arrivals, inBurst: [false, true, false], range: 7).indices == [0, 1, 2])
  }
}
