import Screen
import Testing

@Suite("Colours") struct ColorTierTests {
  @Test("More colours are more")
  func order() {
    #expect(ColorTier.none < .eight && ColorTier.eight < .indexed256 && ColorTier.indexed256 < .truecolor)
  }

  private func tier(
    _ colors: Int, rgb: Bool = false, on terminal: String = "xterm-256color", _ variables: [String: String]
  ) -> ColorTier {
    ColorTier(colors: colors, knowsRGB: rgb, terminal: terminal) { variables[$0] }
  }

  @Test("The description says how many there are", arguments: [(0, ColorTier.none), (2, .none), (8, .eight)])
  func described(colors: Int, expected: ColorTier) {
    #expect(tier(colors, [:]) == expected)
    // What the connection says is about the terminal as it is described: not about another one.
    #expect(tier(colors, ["COLORTERM": "truecolor"]) == expected)
  }

  @Test("256 become all where the connection or the description says so")
  func truecolor() {
    #expect(tier(256, [:]) == .indexed256)
    #expect(tier(256, ["COLORTERM": "yes"]) == .indexed256)
    #expect(tier(256, ["COLORTERM": "truecolor"]) == .truecolor)
    #expect(tier(256, ["COLORTERM": "24bit"]) == .truecolor)
    #expect(tier(1 << 24, rgb: true, [:]) == .truecolor)
  }

  @Test("GNU screen gets 256 whatever it inherited; tmux under screen's name is trusted")
  func screen() {
    #expect(tier(256, on: "screen-256color", ["COLORTERM": "truecolor"]) == .indexed256)
    #expect(tier(256, on: "screen-256color", ["COLORTERM": "truecolor", "TMUX": "x"]) == .truecolor)
  }

  @Test("NO_COLOR with anything in it means none; empty it means nothing")
  func noColor() {
    #expect(tier(256, ["NO_COLOR": "1", "COLORTERM": "truecolor"]) == .none)
    #expect(tier(256, ["NO_COLOR": ""]) == .indexed256)
  }

  @Test("Each tier shows what it has")
  func shown() {
    let red = Color.rgb(250, 10, 10)
    #expect(ColorTier.none.shown(red) == .terminal)
    #expect(ColorTier.eight.shown(red) == .indexed(1))
    #expect(ColorTier.indexed256.shown(red) == red.nearestOf256)
    #expect(ColorTier.truecolor.shown(red) == red)
  }
}
