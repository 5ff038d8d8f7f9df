import Basis
import Onsets
import TestSupport
import Testing

@Suite("Rises of energy") struct EnergyRisesTests {
  @Test("hold every round, and more, in order of time", arguments: 0..<10)
  func rounds(seed: Int) {
    let burst = FiredRounds.burst(rate: 12, rounds: 6, snrDB: 25, key: RandomKey(seed: UInt64(seed)))
    let rises = EnergyRises.offsets(in: burst.samples)
    #expect(zip(rises, rises.dropFirst()).allSatisfy { $0 < $1 })
    for onset in burst.onsets { #expect(rises.contains { abs($0 - onset) <= 80 }) }
    let candidates = OnsetDetector(OnsetOptions(threshold: 0)).proposals(in: burst.samples)
    #expect(rises.count >= candidates.count)
  }

  @Test("are none in silence")
  func silence() { #expect(EnergyRises.offsets(in: [Float](repeating: 0, count: 9999)).isEmpty) }
}
