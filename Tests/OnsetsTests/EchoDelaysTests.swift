import Basis
import Onsets
import TestSupport
import Testing

@Suite("Echo delays") struct EchoDelaysTests {
  /// Shots with two echoes each.
  private let samples: [Float] = {
    let onsets = [16_000, 41_000, 70_500, 99_000]
    let dry = FiredRounds(onsets: onsets, length: 140_000, snrDB: 60, key: RandomKey(seed: 8)).samples
    return dry.indices.map { index in
      dry[index] + (index >= 2600 ? 0.5 * dry[index - 2600] : 0)
        + (index >= 7000 ? 0.3 * dry[index - 7000] : 0)
    }
  }()

  private func provider(_ range: Range<Int>) -> [Float] {
    range.map { samples.indices.contains($0) ? samples[$0] : 0 }
  }

  @Test("are those that are heard after most shots")
  func common() {
    let delays = EchoDelays.common(onsets: [70_500, 16_000, 41_000, 99_000], samples: provider)
    for wanted in [2600, 7000] { #expect(delays.contains { abs($0 - wanted) <= 16 }, "\(delays)") }
    #expect(delays.count <= 8 && delays == delays.sorted())
  }

  @Test("cannot be told from one shot, and are no other shots")
  func others() {
    #expect(EchoDelays.common(onsets: [16_000], samples: provider).isEmpty)
    #expect(EchoDelays.common(onsets: [], samples: provider).isEmpty)
    let burst = FiredRounds.burst(rate: 10, rounds: 8, snrDB: 40, key: RandomKey(seed: 2))
    let delays = EchoDelays.common(onsets: burst.onsets) { range in
      range.map { burst.samples.indices.contains($0) ? burst.samples[$0] : 0 }
    }
    #expect(!delays.contains { abs($0 - 1600) <= 100 }, "\(delays)")
  }
}
