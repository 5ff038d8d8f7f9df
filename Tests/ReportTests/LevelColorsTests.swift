import Report
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Colours of levels")
struct LevelColorsTests {
  private static let table = (0...255).map { LevelColors.color(Double($0) / 255) }

  /// From sRGB to OKLab's lightness, a and b: the other direction than the colours are made in.
  private static func perceived(_ color: RGB) -> [Double] {
    let light = [color.red, color.green, color.blue].map { part -> Double in
      let x = Double(part) / 255
      return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
    }
    func mixed(_ rows: [[Double]], _ vector: [Double]) -> [Double] {
      rows.map { zip($0, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let cones = mixed(
      [
        [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
      ], light)
    return mixed(
      [
        [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
      ], cones.map(cbrt))
  }

  @Test("lightness rises by equal steps")
  func lightness() {
    let lightness = LevelColorsTests.table.map { LevelColorsTests.perceived($0)[0] }
    for level in stride(from: 0, through: 240, by: 15) {
      let expected = lightness[0] + (lightness[255] - lightness[0]) * Double(level) / 255
      #expect(abs(lightness[level] - expected) < 0.004)
    }
    #expect(lightness[0] < 0.17 && lightness[255] > 0.95)
  }

  @Test("luminance rises with every level, so that grey prints and colour-blind eyes lose nothing")
  func luminance() {
    for (low, high) in zip(LevelColorsTests.table, LevelColorsTests.table.dropFirst(2)) {
      #expect(low.luminance < high.luminance)
    }
  }

  @Test("no level looks like what is masked")
  func masked() {
    let grey = LevelColorsTests.perceived(.masked)
    for color in LevelColorsTests.table {
      let distance = zip(LevelColorsTests.perceived(color), grey).reduce(0) { $0 + pow($1.0 - $1.1, 2) }
      #expect(distance.squareRoot() > 0.1)
    }
  }

  @Test("what lies outside gets the nearest colour, a scale without length the middle one")
  func edges() {
    #expect(LevelColors.color(-5) == LevelColors.color(0) && LevelColors.color(.nan) == LevelColors.color(0))
    #expect(LevelColors.color(.infinity) == LevelColors.color(1))
    #expect(LevelColors.color(3, on: 3...3) == LevelColors.color(0.5))
    #expect(LevelColors.color(0, on: -Double.infinity...1) == LevelColors.color(0.5))
    #expect(LevelColors.color(-20, on: -80...0) == LevelColors.color(0.75))
  }
}
