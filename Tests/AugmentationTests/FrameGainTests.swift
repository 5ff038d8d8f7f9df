import Augmentation
import Testing

@Suite("Gains of frames")
struct FrameGainTests {
  @Test("frames are turned down from the drawn one on, in all bands")
  func gains() {
    var frames = FrameGain()
    (frames.offsets, frames.gains, frames.from) = ([0, 1, 2], [-12, -24, -12], 5.0 / 33)
    var image = LogMelImage(values: [Float](repeating: 0, count: 32 * 33), nMels: 32, frames: 33)
    frames.apply(to: &image)
    for band in 0..<32 { #expect((4...8).map { image.values[band * 33 + $0] } == [0, -12, -24, -12, 0]) }
    #expect(image.values.reduce(0, +) == -48 * 32)
  }
}
