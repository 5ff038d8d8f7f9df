import Screen

/// From levels to colours, each brighter than the one below it: night blue, violet, red, orange, pale yellow.
package enum ColorMap {
  /// Level, red, green, blue; straight lines between them.
  private static let anchors: [(level: Int, red: Int, green: Int, blue: Int)] = [
    (0, 6, 6, 14), (48, 34, 18, 84), (96, 104, 28, 118), (144, 178, 46, 92), (192, 236, 112, 40),
    (228, 250, 186, 56), (255, 254, 250, 200),
  ]

  private static let table: [Color] = (0..<256).map { level in
    let above = anchors.firstIndex { $0.level >= level } ?? anchors.count - 1
    let (low, high) = (anchors[max(0, above - 1)], anchors[above])
    func between(_ from: Int, _ to: Int) -> UInt8 {
      guard high.level > low.level else { return UInt8(to) }
      return UInt8(from + (to - from) * (level - low.level) / (high.level - low.level))
    }
    return .rgb(between(low.red, high.red), between(low.green, high.green), between(low.blue, high.blue))
  }

  /// Of the eight colours, those whose luminance rises by steps one can see, and the level that each begins at: what
  /// lies below the first third is mostly background.
  private static let eight: [(level: UInt8, color: Color)] = [
    (0, .indexed(0)), (72, .indexed(4)), (116, .indexed(5)), (168, .indexed(3)), (216, .indexed(7)),
  ]
  private static let characters = Array(" .:-=+*#%@".unicodeScalars)

  /// The colour of a level.
  package static func color(_ level: UInt8, _ colors: ColorTier) -> Color {
    switch colors {
    case .none: .terminal
    case .eight: eight.last { $0.level <= level }?.color ?? .indexed(0)
    case .indexed256, .truecolor: table[Int(level)]
    }
  }

  /// The character of a level, where there are no colours.
  package static func character(_ level: UInt8) -> Unicode.Scalar {
    characters[Int(level) * characters.count / 256]
  }
}
