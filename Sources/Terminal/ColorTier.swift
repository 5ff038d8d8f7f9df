/// How many colours a terminal shows.
public enum ColorTier: Int, Sendable, Comparable {
  case none, eight, indexed256, truecolor

  /// More colours are more.
  public static func < (left: ColorTier, right: ColorTier) -> Bool { left.rawValue < right.rawValue }
}
