import Augmentation
import Testing

@Suite("Time warp")
struct TimeWarpTests {
  @Test("a time warp moves the drawn point, keeps both ends, and bends linearly in between")
  func warp() {
    var warp = TimeWarp()
    (warp.from, warp.by) = (10.0 / 33, 4.0 / 33)
    var image = LogMelImage(values: (0..<33).map { Float($0) }, nMels: 1, frames: 33)
    warp.apply(to: &image)
    #expect(image.values[0] == 0 && image.values[32] == 32)
    #expect(abs(image.values[14] - 10) < 1e-4)
    #expect(abs(image.values[7] - 5) < 1e-4)
    #expect(abs(image.values[23] - 21) < 1e-4)
  }

  @Test("a mask behind a time warp spares the onset where the warp has moved it")
  func warpedOnset() throws {
    for seed in 0..<300 {
      // Brightest at the onset, which the warp carries along.
      var image = LogMelImage(
        values: (0..<33).map { Float(-abs($0 - 10)) }, nMels: 1, frames: 33, onset: 10...10)
      let warp = try DrawnImages.drawn(TimeWarp.self, ["frames": .range(6...6)], seed: seed)
      warp.apply(to: &image)
      let brightest = try #require(image.values.indices.max { image.values[$0] < image.values[$1] })
      #expect(
        image.onset?.contains(brightest) == true, "\(warp): \(brightest) outside \(image.onset ?? 0...0)")
      #expect((image.onset?.count ?? 9) <= 2)
      let before = image.values[brightest]
      let mask = try DrawnImages.drawn(
        FrameMask.self, ["count": .range(4...4), "frames": .range(8...12)], seed: seed)
      mask.apply(to: &image)
      #expect(image.values[brightest] == before)
    }
  }
}
