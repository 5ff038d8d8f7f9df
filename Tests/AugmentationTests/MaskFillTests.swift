import Augmentation
import Testing

@Suite("What masks put into cells")
struct MaskFillTests {
  @Test(
    "what comes into covered cells is the least, the mean, the median or silence",
    arguments: MaskFill.allCases)
  func fills(fill: MaskFill) {
    var mask = FrequencyMask()
    (mask.starts, mask.widths, mask.fill) = ([0], [0.25], fill)
    var image = LogMelImage(values: [1, 2, 3, 4, 5, 6, 7, 20], nMels: 4, frames: 2)
    mask.apply(to: &image)
    let expected: Float = [.minimum: 1, .mean: 6, .median: 4.5, .silence: -100][fill] ?? .nan
    #expect(image.values == [expected, expected, 3, 4, 5, 6, 7, 20])
  }
}
