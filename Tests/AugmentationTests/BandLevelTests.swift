import Augmentation
import Testing

@Suite("Levels of bands")
struct BandLevelTests {
  @Test("a band is set to its level, whatever it held, and no other is")
  func level() {
    var level = BandLevel()
    (level.bands, level.levelDB) = ([3, -1], -24)
    let before = DrawnImages.image()
    var image = before
    level.apply(to: &image)
    for band in 0..<32 {
      let cells = band * 33..<(band + 1) * 33
      #expect(
        [3, 31].contains(band)
          ? image.values[cells].allSatisfy { $0 == -24 } : image.values[cells] == before.values[cells])
    }
  }
}
