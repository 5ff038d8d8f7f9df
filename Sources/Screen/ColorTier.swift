/// How many colours a terminal shows.
public enum ColorTier: Int, Sendable, Comparable {
  case none, eight, indexed256, truecolor

  /// More colours are more.
  public static func < (left: ColorTier, right: ColorTier) -> Bool { left.rawValue < right.rawValue }

  /// What a terminal shows that is described with `colors` colours.
  ///
  /// `NO_COLOR` with anything in it means none (no-color.org). `COLORTERM` comes with the connection from where
  /// the terminal is: inside of GNU screen, which does not understand truecolour, it says nothing.
  package init(colors: Int, knowsRGB: Bool, terminal: String, environment: (String) -> String?) {
    guard colors >= 8, environment("NO_COLOR")?.isEmpty ?? true else {
      self = .none
      return
    }
    guard colors >= 256 else {
      self = .eight
      return
    }
    let isScreen = terminal.hasPrefix("screen") && environment("TMUX") == nil
    let told = ["truecolor", "24bit"].contains(environment("COLORTERM") ?? "") && !isScreen
    self = knowsRGB || told ? .truecolor : .indexed256
  }

  /// The colour that is shown in place of one.
  package func shown(_ color: Color) -> Color {
    switch self {
    case .none: .terminal
    case .eight: color.nearestOf8
    case .indexed256: color.nearestOf256
    case .truecolor: color
    }
  }
}
