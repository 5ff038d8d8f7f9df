import Report
import Testing

@Suite("Figures in pictures")
struct FiguresTests {
  @Test(
    "numbers are rounded to their decimals",
    arguments: [
      (0.9305, 2, "0.93"), (0.05, 1, "0.1"), (-0.004, 2, "0.00"), (-0.126, 2, "-0.13"), (7, 0, "7"),
      (-12, 0, "-12"), (0.007, 3, "0.007"), (1234.5, 3, "1234.500"), (1, -3, "1"), (0.5, 99, "0.500000000"),
    ])
  func rounding(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(Figures.text(value, decimals: decimals) == text)
  }

  @Test("what is no number, or beyond reason, is written as it is")
  func odd() {
    #expect(Figures.text(.nan, decimals: 2) == "nan" && Figures.text(-.infinity, decimals: 2) == "-inf")
    #expect(Figures.text(1e300, decimals: 2) == "1e+300")
  }
}
