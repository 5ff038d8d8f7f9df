extension Color {
  /// The brightness of the six steps of the colour cube that xterm and all that follow it have.
  private static let steps: [Int] = [0, 95, 135, 175, 215, 255]

  /// Red, green and blue of a place in xterm's table; `nil` for 0–15, which every user sets as they like.
  private static func components(ofIndexed index: UInt8) -> (red: Int, green: Int, blue: Int)? {
    switch Int(index) {
    case 0..<16: return nil
    case 232...255:
      let grey = 8 + 10 * (Int(index) - 232)
      return (grey, grey, grey)
    case let index:
      let cube = index - 16
      return (steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6])
    }
  }

  /// The place among 16–255 that comes closest (least squares over red, green and blue); indexed colours stay.
  public var nearestOf256: Color {
    guard case .rgb(let red, let green, let blue) = self else { return self }
    let wanted = (red: Int(red), green: Int(green), blue: Int(blue))
    let mean: Int = (wanted.red + wanted.green + wanted.blue) / 3
    let grey = UInt8(232 + max(0, min(23, (mean - 3) / 10)))
    let cube: Int = 36 * Color.step(wanted.red) + 6 * Color.step(wanted.green) + Color.step(wanted.blue)
    func distance(_ index: UInt8) -> Int {
      guard let there = Color.components(ofIndexed: index) else { return .max }
      let off = (there.red - wanted.red, there.green - wanted.green, there.blue - wanted.blue)
      return off.0 * off.0 + off.1 * off.1 + off.2 * off.2
    }
    let nearest = UInt8(16 + cube)
    return .indexed(distance(nearest) <= distance(grey) ? nearest : grey)
  }

  /// The step of the cube that is nearest to a brightness.
  private static func step(_ value: Int) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : min(5, (value - 35) / 40)
  }

  /// The one of the eight colours that every terminal has that comes closest; 8–15 become their darker twins.
  public var nearestOf8: Color {
    switch self {
    case .terminal: return .terminal
    case .indexed(let index) where index < 16: return .indexed(index % 8)
    case .indexed(let index):
      guard let it = Color.components(ofIndexed: index) else { return .terminal }
      return Color.nearestOf8(it.red, it.green, it.blue)
    case .rgb(let red, let green, let blue): return Color.nearestOf8(Int(red), Int(green), Int(blue))
    }
  }

  private static func nearestOf8(_ red: Int, _ green: Int, _ blue: Int) -> Color {
    // Above half of the strongest component counts as on: hue matters more than brightness.
    let strongest = max(red, green, blue)
    guard strongest >= 64 else { return .indexed(0) }
    func bit(_ value: Int) -> UInt8 { value * 2 > strongest ? 1 : 0 }
    return .indexed(bit(red) | bit(green) << 1 | bit(blue) << 2)
  }
}
