import Testing
import shotmark

@Suite("Figures as people read them")
struct FiguresTests {
  @Test("decimals as many as asked, whatever the size")
  func text() {
    #expect(Figures.text(0.12345) == "0.123" && Figures.text(-0.0004) == "0.000")
    #expect(Figures.text(12.5, decimals: 1) == "12.5" && Figures.text(0.9996) == "1.000")
    for missing in [nil, Double.nan, .infinity] { #expect(Figures.text(missing) == "-") }
    #expect(Figures.text(999_999_999_999) == "999999999999.000")
    for huge in [1e12, 5e14, 1e19, 1e300, -1e300] { #expect(Figures.text(huge) == "\(huge)") }
  }
}
