import Screen
import Testing

@Suite("Colours") struct ColorTierTests {
  @Test("More colours are more")
  func order() {
    #expect(ColorTier.none < .eight && ColorTier.eight < .indexed256 && ColorTier.indexed256 < .truecolor)
  }
}
