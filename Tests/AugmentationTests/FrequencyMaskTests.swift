import Augmentation
import Testing

@Suite("Frequency masks")
struct FrequencyMaskTests {
  @Test("a frequency mask covers as many neighbouring bands as were drawn, every width as often")
  func bands() throws {
    var widths = [Int](repeating: 0, count: 11)
    for seed in 0..<2200 {
      let mask = try DrawnImages.drawn(FrequencyMask.self, ["bands": .range(0...10)], seed: seed)
      var image = DrawnImages.image()
      mask.apply(to: &image)
      let bands = DrawnImages.changed(DrawnImages.image(), image).bands
      #expect(bands.isEmpty || bands.count == (bands.max() ?? 0) - (bands.min() ?? 0) + 1)
      widths[min(10, bands.count)] += 1
    }
    #expect(widths.allSatisfy { (140...260).contains($0) }, "\(widths)")
  }
}
