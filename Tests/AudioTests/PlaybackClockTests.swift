import Audio
import Basis
import Testing

@Suite("What has been heard")
struct PlaybackClockTests {
  @Test("it never goes back, and never before what was written", arguments: 0..<20)
  func steady(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).adding("clock").generator()
    var clock = PlaybackClock(rate: [16_000, 48_000, 1_000_000_000][seed % 3])
    #expect(clock.samples == 0)
    var (written, last) = (0, 0)
    for _ in 0..<200 {
      written += generator.below(480)
      clock.note(written: written, unheard: generator.below(3000))
      for _ in 0..<generator.below(50) {
        let now = clock.samples
        #expect(now >= last && now <= written)
        last = now
      }
    }
    clock.note(written: written, unheard: 0)
    #expect(clock.samples == written)
  }
}
