import Augmentation
import Testing

@Suite("Gains of bands")
struct BandGainTests {
  @Test("the highest bands are turned down where the original project did so, and no others")
  func gains() {
    var bands = BandGain()
    (bands.bands, bands.gains) = ([-1, -2], [-6, -3])
    var image = LogMelImage(values: [Float](repeating: 0, count: 32 * 33), nMels: 32, frames: 33)
    bands.apply(to: &image)
    for band in 0..<32 {
      let expected: Float = [31: -6, 30: -3][band] ?? 0
      #expect(image.values[band * 33..<(band + 1) * 33].allSatisfy { $0 == expected })
    }
  }

  @Test("the last gain serves for the bands that have none, and bands that are not there change nothing")
  func rest() {
    var bands = BandGain()
    (bands.bands, bands.gains) = ([0, 1, 2, 40, -40], [-6, -3])
    var image = LogMelImage(values: [Float](repeating: 0, count: 8), nMels: 4, frames: 2)
    bands.apply(to: &image)
    #expect(image.values == [-6, -6, -3, -3, -3, -3, 0, 0])
  }
}
