import Basis
import Synthesis
import Testing

@Suite("Backgrounds")
struct BackgroundTests {
  @Test("every kind is finite, alive throughout and without drift", arguments: BackgroundKind.allCases)
  func sane(kind: BackgroundKind) {
    for seed in 0..<3 {
      let samples = kind.rendered(count: 24_000, rate: 12_000, key: RandomKey(seed: UInt64(seed)))
      #expect(samples.allSatisfy { $0.isFinite })
      let level = (samples.reduce(0) { $0 + $1 * $1 } / 24_000).squareRoot()
      let mean = samples.reduce(0, +) / 24_000
      #expect(abs(mean) < 0.35 * level)
      for start in stride(from: 0, to: 24_000, by: 4000) {
        let part = samples[start..<start + 4000]
        #expect((part.reduce(0) { $0 + $1 * $1 } / 4000).squareRoot() > 0.02 * level)
      }
    }
  }

  @Test("another key is another background")
  func keyed() {
    let first = BackgroundKind.wind.rendered(count: 1000, rate: 12_000, key: RandomKey(seed: 1))
    #expect(first == BackgroundKind.wind.rendered(count: 1000, rate: 12_000, key: RandomKey(seed: 1)))
    #expect(first != BackgroundKind.wind.rendered(count: 1000, rate: 12_000, key: RandomKey(seed: 2)))
  }
}
