#if canImport(Glibc)
  import Glibc
#endif

/// A colour by how it looks: equal distances look equally different (B. Ottosson, "A perceptual color space for image
/// processing", 2020, with its matrices).
struct OKLab: Equatable {
  /// 0 black, 1 white.
  var lightness: Double
  /// From green to red.
  var a: Double
  /// From blue to yellow.
  var b: Double

  /// Red, green and blue of linear light; outside 0…1 where a screen cannot show the colour.
  private var linearLight: [Double] {
    func cube(_ x: Double) -> Double { x * x * x }
    let long = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let middle = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let short = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    return [
      4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
      -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
      -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    ]
  }

  /// The colour on a screen; one that it cannot show is made paler, as bright as it was, until it can.
  var rgb: RGB {
    var color = self
    for _ in 0..<64 where !color.linearLight.allSatisfy({ (-0.0005...1.0005).contains($0) }) {
      (color.a, color.b) = (color.a * 0.97, color.b * 0.97)
    }
    let parts = color.linearLight.map(OKLab.encoded)
    return RGB(parts[0], parts[1], parts[2])
  }

  /// Linear light, 0…1, of an sRGB part (IEC 61966-2-1).
  static func linear(_ part: UInt8) -> Double {
    let x = Double(part) / 255
    return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
  }

  /// The sRGB part of linear light; the other direction.
  private static func encoded(_ light: Double) -> UInt8 {
    let x = min(max(light, 0), 1)
    return UInt8((255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055)).rounded())
  }
}
